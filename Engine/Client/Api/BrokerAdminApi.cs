using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>What an operator asks of one broker. Mirrors the admin requests of MQClientAPIImpl; 30001 and 30002 are our own.</summary>
internal sealed class BrokerAdminApi(ApiCaller caller)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>What an answer to a held request may take beyond its hold time.</summary>
    private static readonly TimeSpan HoldMargin = TimeSpan.FromSeconds(5);

    /// <summary>Creates or changes a topic (17).</summary>
    public Task CreateTopicAsync(string address, CreateTopicHeader header, CancellationToken cancellationToken) =>
        DoAsync(address, RemotingCommand.Request(RequestCode.UpdateAndCreateTopic, header), cancellationToken);

    /// <summary>Deletes a topic on the broker (215); the name servers are told apart (216).</summary>
    public Task DeleteTopicAsync(string address, string topic, CancellationToken cancellationToken) =>
        DoAsync(address, RemotingCommand.Request(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = topic }), cancellationToken);

    /// <summary>All topic configurations of the broker (21).</summary>
    public Task<TopicConfigTableBody> GetTopicConfigsAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync<TopicConfigTableBody>(address, RemotingCommand.Request(RequestCode.GetAllTopicConfig), cancellationToken);

    /// <summary>Bounds and newest store time of every queue of a topic (202).</summary>
    public Task<TopicStatsBody> GetTopicStatsAsync(string address, string topic, CancellationToken cancellationToken) =>
        ReadAsync<TopicStatsBody>(
            address,
            RemotingCommand.Request(RequestCode.GetTopicStatsInfo, new TopicHeader { Topic = topic }),
            cancellationToken);

    /// <summary>Creates or changes a group (200).</summary>
    public Task CreateGroupAsync(string address, SubscriptionGroupConfig config, CancellationToken cancellationToken) =>
        DoAsync(
            address,
            RemotingCommand.Request(RequestCode.UpdateAndCreateSubscriptionGroup, body: config),
            cancellationToken);

    /// <summary>Deletes a group (207), with its offsets when the header says so.</summary>
    public Task DeleteGroupAsync(string address, DeleteSubscriptionGroupHeader header, CancellationToken cancellationToken) =>
        DoAsync(address, RemotingCommand.Request(RequestCode.DeleteSubscriptionGroup, header), cancellationToken);

    /// <summary>All group configurations of the broker (201).</summary>
    public Task<SubscriptionGroupTableBody> GetGroupConfigsAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync<SubscriptionGroupTableBody>(
            address,
            RemotingCommand.Request(RequestCode.GetAllSubscriptionGroupConfig),
            cancellationToken);

    /// <summary>Members of a group (203); code 206 when it is offline.</summary>
    public Task<ConsumerConnectionBody> GetConsumerConnectionsAsync(string address, string group, CancellationToken cancellationToken) =>
        ReadAsync<ConsumerConnectionBody>(
            address,
            RemotingCommand.Request(RequestCode.GetConsumerConnectionList, new ConsumerGroupHeader { ConsumerGroup = group }),
            cancellationToken);

    /// <summary>Broker and consumer offsets of a group (208), of one topic or of all.</summary>
    public Task<ConsumeStatsBody> GetConsumeStatsAsync(string address, GetConsumeStatsHeader header, CancellationToken cancellationToken) =>
        ReadAsync<ConsumeStatsBody>(address, RemotingCommand.Request(RequestCode.GetConsumeStats, header), cancellationToken);

    /// <summary>Groups that consume a topic (300).</summary>
    public Task<GroupListBody> GetGroupsOfTopicAsync(string address, string topic, CancellationToken cancellationToken) =>
        ReadAsync<GroupListBody>(
            address,
            RemotingCommand.Request(RequestCode.QueryTopicConsumeByWho, new TopicHeader { Topic = topic }),
            cancellationToken);

    /// <summary>All consumer offsets that the broker holds (43).</summary>
    public Task<ConsumerOffsetBody> GetConsumerOffsetsAsync(string address, CancellationToken cancellationToken) =>
        ReadAsync<ConsumerOffsetBody>(address, RemotingCommand.Request(RequestCode.GetAllConsumerOffset), cancellationToken);

    /// <summary>Sets a group's offsets (222); the answer says what the broker's table holds now.</summary>
    public Task<ResetOffsetBody> ResetOffsetsAsync(string address, ResetOffsetHeader header, CancellationToken cancellationToken) =>
        ReadAsync<ResetOffsetBody>(address, RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, header), cancellationToken);

    /// <summary>One consistent read of queues, offsets and members (30001); code 3 from a broker that is not ours.</summary>
    public Task<QueueProgressBody> GetQueueProgressAsync(
        string address,
        GetQueueProgressHeader header,
        CancellationToken cancellationToken) =>
        ReadAsync<QueueProgressBody>(address, RemotingCommand.Request(RequestCode.GetQueueProgress, header), cancellationToken);

    /// <summary>The change version of a scope (30002), answered when it is above the one seen or after the hold time.</summary>
    public Task<long> AwaitChangeAsync(string address, AwaitChangeHeader header, CancellationToken cancellationToken) =>
        caller.ReadAsync(
            address,
            RemotingCommand.Request(RequestCode.AwaitChange, header),
            TimeSpan.FromMilliseconds(header.HoldMillis) + HoldMargin,
            static answer => answer.ReadHeader<AwaitChangeResponseHeader>().Version,
            cancellationToken);

    private Task DoAsync(string address, RemotingCommand request, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, request, Timeout, cancellationToken);

    private Task<T> ReadAsync<T>(string address, RemotingCommand request, CancellationToken cancellationToken)
        where T : class, ICommandBody =>
        caller.ReadAsync(address, request, Timeout, static answer => answer.ReadBody<T>(), cancellationToken);
}
