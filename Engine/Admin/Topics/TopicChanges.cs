using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
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
        var chosen = TopicSettingsRule.ChooseBrokers(settings, masters);
        var request = RemotingCommand.Request(RequestCode.UpdateAndCreateTopic, Header(settings));
        await calls
            .TellAllAsync(chosen, request, $"topic {settings.Name}", $"Creating topic {settings.Name}", deadline, cancellationToken)
            .ConfigureAwait(false);
        await WaitForRouteAsync(settings, [.. chosen.Select(broker => broker.Name)], deadline, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnTopic(topic);
        var deadline = calls.StartDeadline();
        var brokers = await directory.ReadMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        if (TopicTypes.Of(topic, directory.ClusterName, [.. brokers.Select(broker => broker.Name)]) == TopicType.System)
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

    private async Task WaitForRouteAsync(
        TopicSettings settings, IReadOnlyList<string> brokers, Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var route = await directory.FindRouteAsync(settings.Name, deadline, cancellationToken).ConfigureAwait(false);
            if (brokers.All(broker => route?.QueueDatas.Any(queues => Shows(queues, broker, settings)) ?? false))
            {
                return;
            }

            if (deadline.Remaining <= RouteCheckInterval)
            {
                throw new AdminException(
                    AdminErrorKind.Unreachable,
                    $"Topic {settings.Name} was made on {string.Join(", ", brokers)}, but the name servers do not show it yet.");
            }

            await Task.Delay(RouteCheckInterval, calls.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool Shows(QueueData queues, string broker, TopicSettings settings) =>
        queues.BrokerName == broker && queues.ReadQueueNums == settings.Queues
        && queues.WriteQueueNums == (settings.WriteQueues ?? settings.Queues) && queues.Perm == settings.Perm;

    private static CreateTopicHeader Header(TopicSettings settings) => new()
    {
        Topic = settings.Name,
        DefaultTopic = TopicNames.AutoCreateTemplate,
        ReadQueueNums = settings.Queues,
        WriteQueueNums = settings.WriteQueues ?? settings.Queues,
        Perm = settings.Perm,
        TopicFilterType = "SINGLE_TAG",
        TopicSysFlag = 0,
    };
}
