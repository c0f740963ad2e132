using Dashboard.Clusters;
using Engine.Admin.Messages;
using Engine.Admin.Resending;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>Reads the messages that a plan's queues would go on with.</summary>
internal sealed class ResetMessages(ClusterRegistry clusters)
{
    /// <summary>Queues beyond the first so many of a plan are not looked at.</summary>
    public const int Most = 200;

    /// <summary>The message at each target below its queue's end.</summary>
    public async Task<IReadOnlyDictionary<MessageQueue, MessageAtPlace>> ReadAsync(ResetPlan plan, CancellationToken cancellationToken)
    {
        var places = plan.Rows.Where(row => row.LagAfter > 0).Take(Most).Select(row => new StoredPlace(row.Queue, row.Target)).ToList();
        var found = places.Count == 0
            ? []
            : await clusters.Get(plan.Request.Cluster).ReadMessagesAsync(places, cancellationToken);
        return found.ToDictionary(one => one.Place.Queue);
    }
}
