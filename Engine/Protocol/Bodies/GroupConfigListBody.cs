namespace Engine.Protocol.Bodies;

/// <summary>Body of UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST (225). Mirrors RocketMQ's SubscriptionGroupList.</summary>
internal sealed record GroupConfigListBody : ICommandBody
{
    public required IReadOnlyList<SubscriptionGroupConfig> GroupConfigList { get; init; }
}
