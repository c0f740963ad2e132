using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Generated serialisers of every body: start-up needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(MessageQueueJsonConverter)])]
[JsonSerializable(typeof(RegisterBrokerBody))]
[JsonSerializable(typeof(TopicConfigTableBody))]
[JsonSerializable(typeof(TopicRouteBody))]
[JsonSerializable(typeof(ClusterInfoBody))]
[JsonSerializable(typeof(TopicListBody))]
[JsonSerializable(typeof(GroupListBody))]
[JsonSerializable(typeof(HeartbeatBody))]
[JsonSerializable(typeof(ConsumerListBody))]
[JsonSerializable(typeof(ConsumeStatsBody))]
[JsonSerializable(typeof(TopicStatsBody))]
[JsonSerializable(typeof(ResetOffsetBody))]
[JsonSerializable(typeof(ConsumerConnectionBody))]
[JsonSerializable(typeof(SubscriptionGroupConfig))]
[JsonSerializable(typeof(SubscriptionGroupTableBody))]
[JsonSerializable(typeof(ConsumerOffsetBody))]
[JsonSerializable(typeof(DelayOffsetBody))]
[JsonSerializable(typeof(QueueProgressBody))]
[JsonSerializable(typeof(ConsumerStatusBody))]
[JsonSerializable(typeof(LocalOffsetsBody))]
[JsonSerializable(typeof(ConsumerRunningInfoBody))]
[JsonSerializable(typeof(ConsumeMessageDirectlyBody))]
[JsonSerializable(typeof(LockBatchBody))]
[JsonSerializable(typeof(LockedQueuesBody))]
[JsonSerializable(typeof(CheckClientBody))]
[JsonSerializable(typeof(BrokerStatsBody))]
[JsonSerializable(typeof(BrokerHaStatusBody))]
[JsonSerializable(typeof(ProducerTableBody))]
[JsonSerializable(typeof(KeyValueBody))]
[JsonSerializable(typeof(TopicConfig))]
[JsonSerializable(typeof(GroupConfigListBody))]
[JsonSerializable(typeof(TopicConfigListBody))]
[JsonSerializable(typeof(GroupSubscriptionBody))]
[JsonSerializable(typeof(ConsumeQueueBody))]
[JsonSerializable(typeof(ConsumeStatsListBody))]
[JsonSerializable(typeof(CorrectionOffsetsBody))]
[JsonSerializable(typeof(ConsumeTimeSpanBody))]
[JsonSerializable(typeof(ProducerConnectionBody))]
[JsonSerializable(typeof(BrokerMemberGroupBody))]
[JsonSerializable(typeof(KvConfigTableBody))]
[JsonSerializable(typeof(DataVersion))]
internal sealed partial class BodyJsonContext : JsonSerializerContext;
