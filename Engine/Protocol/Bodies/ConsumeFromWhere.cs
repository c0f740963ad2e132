using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Where a group without a stored offset starts. Mirrors RocketMQ's ConsumeFromWhere.</summary>
public enum ConsumeFromWhere
{
    /// <summary>At the queue's end.</summary>
    [JsonStringEnumMemberName("CONSUME_FROM_LAST_OFFSET")]
    LastOffset,

    /// <summary>At the queue's first message.</summary>
    [JsonStringEnumMemberName("CONSUME_FROM_FIRST_OFFSET")]
    FirstOffset,

    /// <summary>At the first message stored at or after a given time.</summary>
    [JsonStringEnumMemberName("CONSUME_FROM_TIMESTAMP")]
    Timestamp,
}
