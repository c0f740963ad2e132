using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// UPDATE_AND_CREATE_SUBSCRIPTIONGROUP (200), the same for a list (225), GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201),
/// GET_SUBSCRIPTIONGROUP_CONFIG (352), DELETE_SUBSCRIPTIONGROUP (207) and QUERY_TOPIC_CONSUME_BY_WHO (300). Mirrors AdminBrokerProcessor.
/// </summary>
internal sealed class GroupHandler(BrokerTables tables, SubscriptionGroupWriter writer, OffsetFlushLoop offsetFlush) : IRequestHandler
{
    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code switch
        {
            RequestCode.UpdateAndCreateSubscriptionGroup =>
                await PutAsync([request.Command.ReadBody<SubscriptionGroupConfig>()], cancellationToken).ConfigureAwait(false),
            RequestCode.UpdateAndCreateSubscriptionGroupList =>
                await PutAsync(request.Command.ReadBody<GroupConfigListBody>().GroupConfigList, cancellationToken).ConfigureAwait(false),
            RequestCode.GetSubscriptionGroupConfig => Config(request.Command.ReadHeader<GroupHeader>().Group),
            RequestCode.DeleteSubscriptionGroup =>
                await DeleteAsync(request.Command.ReadHeader<DeleteSubscriptionGroupHeader>(), cancellationToken).ConfigureAwait(false),
            RequestCode.GetAllSubscriptionGroupConfig => RemotingCommand.Success(body: tables.Groups.ToBody()),
            RequestCode.QueryTopicConsumeByWho => RemotingCommand.Success(
                body: new GroupListBody { GroupList = tables.GroupTopics.GroupsOf(request.Command.ReadHeader<TopicHeader>().Topic) }),
            var code => Refusals.NotMine(code),
        });

    /// <summary>None is made when one of them is refused.</summary>
    private async ValueTask<RemotingCommand> PutAsync(IReadOnlyList<SubscriptionGroupConfig> configs, CancellationToken cancellationToken)
    {
        if (configs.Select(RefusalOf).FirstOrDefault(rule => rule is not null) is { } broken)
        {
            return Refusals.SystemError(broken);
        }

        foreach (var config in configs)
        {
            await writer.PutAsync(config, cancellationToken).ConfigureAwait(false);
        }

        return RemotingCommand.Success();
    }

    private static string? RefusalOf(SubscriptionGroupConfig config) =>
        GroupNames.Check(config.GroupName)
        ?? (QueueLimits.Refusal("retryQueueNums", config.RetryQueueNums) is { } reason ? $"group {config.GroupName}: {reason}" : null);

    private RemotingCommand Config(string group) =>
        tables.Groups.Find(group) is { } config
            ? RemotingCommand.Success(body: config)
            : RemotingCommand.Answer(ResponseCode.SubscriptionGroupNotExist, $"No group in this broker. group: {group}");

    private async ValueTask<RemotingCommand> DeleteAsync(DeleteSubscriptionGroupHeader header, CancellationToken cancellationToken)
    {
        await writer.RemoveAsync(header.GroupName, cancellationToken).ConfigureAwait(false);
        tables.Consumers.Forget(header.GroupName);
        tables.Statistics.ForgetGroup(header.GroupName);
        if (header.RemoveOffset || header.CleanOffset)
        {
            tables.Offsets.RemoveGroup(header.GroupName);
            offsetFlush.Trigger();
        }

        return RemotingCommand.Success();
    }
}
