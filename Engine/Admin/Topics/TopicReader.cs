using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.Admin.Topics;

/// <summary>Lists topics and describes one.</summary>
internal sealed class TopicReader(ClusterCalls calls, ClusterDirectory directory, ProgressReader progress)
{
    /// <summary>By name; topics that a name server knows and no broker are left out, as they cannot be used.</summary>
    public async Task<IReadOnlyList<TopicSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var header = new GetQueueProgressHeader { IncludeTopics = true };
        var bodies = await progress.ReadBodiesAsync(header, cancellationToken).ConfigureAwait(false);
        var groups = ProgressMerge.GroupsByTopic(bodies);
        return
        [
            .. ProgressMerge.Topics(bodies, directory.ClusterNames, calls.Time.GetUtcNow()).Select(topic => new TopicSummary(
                topic.Name, topic.Type, topic.Queues.Count, topic.Queues.Sum(queue => queue.MaxOffset), groups[topic.Name].Count())),
        ];
    }

    public async Task<TopicDetail> ReadAsync(string topic, CancellationToken cancellationToken)
    {
        AdminNames.RequireTopic(topic);
        var deadline = calls.StartDeadline();
        var route = await directory.ReadRouteAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        var header = new GetQueueProgressHeader { Topic = topic, IncludeTopics = true };
        var outcomes = await progress.ReadOutcomesAsync(header, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        var bodies = outcomes.RequireAll("Reading the figures");
        var topics = ProgressMerge.Topics(bodies, directory.ClusterNames, calls.Time.GetUtcNow());
        var figures = topics.FirstOrDefault(found => found.Name == topic);
        string[] brokerNames = [.. route.BrokerDatas.Select(broker => broker.BrokerName)];
        return new TopicDetail(
            topic,
            figures?.Type ?? TopicTypes.Of(topic, directory.ClusterNames, brokerNames),
            Routes(route),
            figures?.Queues ?? [],
            [.. ProgressMerge.GroupsByTopic(bodies)[topic]])
        {
            SlaveReadings = await progress.ReadSlavesAsync(outcomes, deadline, cancellationToken).ConfigureAwait(false),
        };
    }

    private static IReadOnlyList<TopicRoute> Routes(TopicRouteBody route)
    {
        var masters = ClusterDirectory.Masters(route.BrokerDatas).ToDictionary(master => master.Name, master => master.Address);
        return
        [
            .. route.QueueDatas
                .OrderBy(queues => queues.BrokerName, StringComparer.Ordinal)
                .Select(queues => new TopicRoute(
                    queues.BrokerName,
                    masters.GetValueOrDefault(queues.BrokerName),
                    queues.ReadQueueNums,
                    queues.WriteQueueNums,
                    queues.Perm)),
        ];
    }
}
