using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Topics;

/// <summary>Makes, changes and deletes topics.</summary>
internal sealed class TopicChanges(ClusterCalls calls, ClusterDirectory directory)
{
    // Our brokers register before they answer, Apache's just after.
    private static readonly TimeSpan RouteCheckInterval = TimeSpan.FromMilliseconds(100);

    public async Task CreateAsync(TopicSettings settings, CancellationToken cancellationToken)
    {
        TopicSettingsRule.Require(settings);
        var deadline = calls.StartDeadline();
        var masters = await directory.ReadMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var topics = TopicSettingsRule.ChooseBrokers(settings.Brokers, masters)
            .Select(broker => new BrokerTopic(broker, settings.Queues, settings.WriteQueues ?? settings.Queues, settings.Perm))
            .ToArray();
        await TellAsync(settings.Name, topics, $"Creating topic {settings.Name}", deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a topic on each broker from what it is there.</summary>
    public async Task UpdateAsync(TopicChange change, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnTopic(change.Name);
        var deadline = calls.StartDeadline();
        var masters = await directory.ReadAllMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var route = await directory.ReadRouteAsync(change.Name, deadline, cancellationToken).ConfigureAwait(false);
        var topics = TopicChangePlan.Of(change, route.QueueDatas, masters);
        await TellAsync(change.Name, topics, $"Changing topic {change.Name}", deadline, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnTopic(topic);
        var deadline = calls.StartDeadline();
        var brokers = await directory.ReadAllMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        if (TopicTypes.Of(topic, directory.ClusterNames, [.. brokers.Select(broker => broker.Name)]) == TopicType.System)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, $"The topic {topic} is the cluster's own and cannot be changed.")
            {
                Field = "topic",
            };
        }

        await directory.ReadRouteAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        await DeleteExistingAsync(topic, brokers, deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a group's retry and dead-letter topics where they exist, as RocketMQ's tool does.</summary>
    public async Task DeleteTopicsOfGroupAsync(
        string group, IReadOnlyList<BrokerEndpoint> brokers, Deadline deadline, CancellationToken cancellationToken)
    {
        foreach (var topic in new[] { TopicNames.Retry(group), TopicNames.DeadLetter(group) })
        {
            if (await directory.FindRouteAsync(topic, deadline, cancellationToken).ConfigureAwait(false) is not null)
            {
                await DeleteExistingAsync(topic, brokers, deadline, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task DeleteExistingAsync(
        string topic, IReadOnlyList<BrokerEndpoint> brokers, Deadline deadline, CancellationToken cancellationToken)
    {
        var what = $"deleting topic {topic}";
        var request = RemotingCommand.Request(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = topic });
        await calls.TellAllAsync(brokers, request, what, $"Deleting topic {topic}", deadline, cancellationToken).ConfigureAwait(false);
        var header = new DeleteTopicInNameServerHeader { Topic = topic };
        var inNameServer = RemotingCommand.Request(RequestCode.DeleteTopicInNameServer, header);
        await calls.TellNameServersAsync(inNameServer, what, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(
        string name, IReadOnlyList<BrokerTopic> topics, string action, Deadline deadline, CancellationToken cancellationToken)
    {
        var byBroker = topics.ToDictionary(topic => topic.Broker);
        var outcomes = await ClusterCalls.AskAllAsync(
            [.. byBroker.Keys],
            (broker, token) => calls.RequireAsync(broker, Request(name, byBroker[broker]), $"topic {name}", deadline.Remaining, token),
            cancellationToken).ConfigureAwait(false);
        outcomes.RequireAll(action);
        await WaitForRouteAsync(name, topics, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForRouteAsync(
        string name, IReadOnlyList<BrokerTopic> topics, Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var route = await directory.FindRouteAsync(name, deadline, cancellationToken).ConfigureAwait(false);
            if (topics.All(topic => route?.QueueDatas.Any(topic.IsShownBy) ?? false))
            {
                return;
            }

            if (deadline.Remaining <= RouteCheckInterval)
            {
                var brokers = string.Join(", ", topics.Select(topic => topic.Broker.Name));
                throw new AdminException(
                    AdminErrorKind.Unreachable, $"Topic {name} was made on {brokers}, but the name servers do not show it yet.");
            }

            await Task.Delay(RouteCheckInterval, calls.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static RemotingCommand Request(string name, BrokerTopic topic) => RemotingCommand.Request(
        RequestCode.UpdateAndCreateTopic,
        new CreateTopicHeader
        {
            Topic = name,
            DefaultTopic = TopicNames.AutoCreateTemplate,
            ReadQueueNums = topic.ReadQueues,
            WriteQueueNums = topic.WriteQueues,
            Perm = topic.Perm,
            TopicFilterType = "SINGLE_TAG",
            TopicSysFlag = topic.SysFlag,
        });
}
