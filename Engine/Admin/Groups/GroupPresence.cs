using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.Admin.Groups;

/// <summary>What each broker knows of one group; brokers that do not answer are among the outcomes.</summary>
internal sealed class GroupPresence(ProgressReader progress)
{
    /// <summary>
    /// A group that no broker knows is an <see cref="AdminException"/>, and so is one that only a silent broker may know.
    /// </summary>
    public async Task<IReadOnlyList<BrokerOutcome<QueueProgressBody>>> RequireAsync(
        string group, string what, Deadline deadline, CancellationToken cancellationToken)
    {
        AdminNames.RequireGroup(group);
        var header = new GetQueueProgressHeader { ConsumerGroup = group };
        var outcomes = await progress.ReadOutcomesAsync(header, deadline, cancellationToken).ConfigureAwait(false);
        var bodies = outcomes.RequireAny(what);
        if (!bodies.SelectMany(body => body.Groups).Any(found => found.Group == group))
        {
            outcomes.RequireAll(what);
            throw new AdminException(AdminErrorKind.GroupNotFound, $"Group {group} does not exist.") { Field = "group" };
        }

        return outcomes;
    }
}
