using Dashboard.Clusters;
using Engine.Admin.Messages;
using Engine.Admin.Resending;

namespace Dashboard.Changes.Resets;

/// <summary>Reads the messages that the queues of plans would go on with.</summary>
internal sealed class ResetMessages(ClusterRegistry clusters)
{
    /// <summary>Queues beyond the first so many are not looked at.</summary>
    public const int Most = 200;

    /// <summary>The message at each target below its queue's end.</summary>
    public async Task<IReadOnlyDictionary<StoredPlace, MessageAtPlace>> ReadAsync(
        string cluster, IEnumerable<ResetPlan> plans, CancellationToken cancellationToken)
    {
        var places = plans.SelectMany(plan => plan.Rows)
            .Where(row => row.LagAfter > 0)
            .Select(row => new StoredPlace(row.Queue, row.Target))
            .Distinct()
            .Take(Most)
            .ToList();
        var found = places.Count == 0 ? [] : await clusters.Get(cluster).ReadMessagesAsync(places, cancellationToken);
        return found.ToDictionary(one => one.Place);
    }
}
