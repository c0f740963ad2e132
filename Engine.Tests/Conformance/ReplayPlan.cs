namespace Engine.Tests.Conformance;

/// <summary>
/// In which order the files were recorded, on how many clusters, and what happened between them that is in none of them.
/// </summary>
internal static class ReplayPlan
{
    /// <summary>Begin of a capture in ms since 1970, as far as the bodies of the file tell it, so that times of birth fit.</summary>
    private static readonly Dictionary<string, long> Begins = new()
    {
        ["a-producer-new-topic.jsonl"] = 1_795_226_916_773,
        ["b-push-reconsume.jsonl"] = 1_795_226_921_051,
        ["d-broadcast.jsonl"] = 1_795_226_949_371,
        ["e-orderly.jsonl"] = 1_795_226_965_720,
        ["f-batch.jsonl"] = 1_795_226_981_924,
        ["f-oneway.jsonl"] = 1_795_226_986_176,
        ["f-delay.jsonl"] = 1_795_226_990_919,
        ["f-order.jsonl"] = 1_795_226_995_191,
        ["h-tagfilter.jsonl"] = 1_795_227_003_770,
        ["a-producer-new-topic.rocketmq.jsonl"] = 1_795_227_336_409,
        ["b-push-reconsume.rocketmq.jsonl"] = 1_795_227_340_689,
    };

    internal static IReadOnlyList<string> Json { get; } =
    [
        "a-producer-new-topic.jsonl", "b-push-reconsume.jsonl", "d-broadcast.jsonl", "e-orderly.jsonl", "f-batch.jsonl", "f-oneway.jsonl",
        "f-delay.jsonl", "f-order.jsonl", "h-tagfilter.jsonl", "c-updateTopic.jsonl", "c-updateTopic-cluster.jsonl", "c-topicList.jsonl",
        "c-topicList-c.jsonl", "c-topicRoute.jsonl", "c-topicRoute-missing.jsonl", "c-topicStatus.jsonl", "c-clusterList.jsonl",
        "c-consumerProgress.jsonl", "c-consumerProgress-offline.jsonl", "c-consumerConnection.jsonl", "c-consumerConnection-offline.jsonl",
        "c-producerConnection.jsonl", "c-resetOffsetByTime-online.jsonl", "c-resetOffsetByTime-offline.jsonl", "c-updateSubGroup.jsonl",
        "c-deleteSubGroup.jsonl", "c-brokerStatus.jsonl", "c-getBrokerConfig.jsonl", "c-getNamesrvConfig.jsonl", "c-queryMsgByKey.jsonl",
        "c-queryMsgById.jsonl", "c-queryMsgByOffset.jsonl", "c-sendMessage.jsonl", "c-updateTopicPerm.jsonl", "c-getConsumerConfig.jsonl",
        "c-deleteTopic.jsonl",
    ];

    internal static IReadOnlyList<string> Binary { get; } =
    [
        "a-producer-new-topic.rocketmq.jsonl", "b-push-reconsume.rocketmq.jsonl", "e-orderly.rocketmq.jsonl",
        "c-topicStatus.rocketmq.jsonl", "c-consumerProgress.rocketmq.jsonl",
    ];

    /// <summary>Each on a cluster of its own.</summary>
    internal static IReadOnlyList<string> Alone { get; } =
    [
        "g-broker-start.jsonl", "g-broker-lifecycle.jsonl", "x-send-illegal-topic.jsonl", "x-queryMsgById-missing.jsonl",
        "x-queryMsgByKey-missing.jsonl", "x-send-no-autocreate.jsonl", "x-consume-no-autogroup.jsonl",
    ];

    /// <summary>When a cluster starts on which the file is the first one; soon before, so that no broker is silent for long.</summary>
    internal static DateTimeOffset StartOf(string file) =>
        DateTimeOffset.FromUnixTimeMilliseconds((BeginOf(file) ?? Begins.Values.Min()) - 1_700);

    internal static long? BeginOf(string file) => Begins.TryGetValue(file, out var begin) ? begin : null;
}
