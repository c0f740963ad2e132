namespace Engine.Protocol.Bodies;

/// <summary>Body of UPDATE_AND_CREATE_TOPIC_LIST (18). Mirrors RocketMQ's CreateTopicListRequestBody.</summary>
internal sealed record TopicConfigListBody : ICommandBody
{
    public required IReadOnlyList<TopicConfig> TopicConfigList { get; init; }
}
