namespace Engine.Admin.Topics;

/// <summary>What a topic is for.</summary>
public enum TopicType
{
    /// <summary>Made by users.</summary>
    Normal,

    /// <summary>%RETRY%group.</summary>
    Retry,

    /// <summary>%DLQ%group, the dead letters.</summary>
    Dlq,

    /// <summary>RocketMQ's own.</summary>
    System,
}
