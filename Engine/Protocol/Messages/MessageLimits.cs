namespace Engine.Protocol.Messages;

/// <summary>
/// Sizes RocketMQ allows, in bytes unless said otherwise; mirrors <c>MessageStoreConfig</c>, <c>Validators</c> and <c>TopicValidator</c>.
/// </summary>
public static class MessageLimits
{
    /// <summary>Largest body a producer may send and a broker accepts by default: 4 MiB.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    /// <summary>What a record may take beyond its body.</summary>
    public const int RecordOverheadBytes = 64 * 1024;

    /// <summary>Longest encoded property string.</summary>
    public const int MaxPropertiesBytes = short.MaxValue;

    /// <summary>Longest topic name in characters.</summary>
    public const int MaxTopicLength = 127;

    /// <summary>Longest group name in characters.</summary>
    public const int MaxGroupLength = 255;

    /// <summary>Longest group name whose <c>%RETRY%</c> topic is still a legal topic.</summary>
    public const int MaxRetryableGroupLength = MaxTopicLength - 7;
}
