using Engine.Admin.Statistics;

namespace Dashboard.Components.Pages.Clusters;

/// <summary>What hangs on a broker: what nobody can read or write while it does not run. Pure.</summary>
/// <param name="Queues">Queues that lie on it.</param>
/// <param name="Topics">Topics with queues on it.</param>
/// <param name="Messages">Messages stored in them.</param>
/// <param name="Groups">Groups whose members read queues of it now.</param>
internal sealed record NodeEffect(int Queues, int Topics, long Messages, int Groups)
{
    public static NodeEffect Of(ClusterProgress progress, string broker)
    {
        var queues = progress.Topics
            .SelectMany(topic => topic.Queues, (topic, queue) => (topic.Name, Queue: queue))
            .Where(pair => pair.Queue.Broker == broker)
            .ToList();
        return new NodeEffect(
            queues.Count,
            queues.Select(pair => pair.Name).Distinct().Count(),
            queues.Sum(pair => pair.Queue.MaxOffset - pair.Queue.MinOffset),
            progress.Groups.Count(group => group.Queues.Any(queue => queue.Queue.BrokerName == broker && queue.Owner is not null)));
    }
}
