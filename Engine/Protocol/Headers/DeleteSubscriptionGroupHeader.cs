namespace Engine.Protocol.Headers;

/// <summary>Ext fields of DELETE_SUBSCRIPTIONGROUP (207). Mirrors RocketMQ's DeleteSubscriptionGroupRequestHeader.</summary>
internal sealed record DeleteSubscriptionGroupHeader : ICommandHeader<DeleteSubscriptionGroupHeader>
{
    public required string GroupName { get; init; }

    public bool RemoveOffset { get; init; }

    public bool CleanOffset { get; init; }

    public static DeleteSubscriptionGroupHeader Read(ExtFields fields) => new()
    {
        GroupName = fields.RequiredString("groupName"),
        RemoveOffset = fields.Boolean("removeOffset"),
        CleanOffset = fields.Boolean("cleanOffset"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("groupName", GroupName);
        fields.Add("removeOffset", RemoveOffset);
        fields.Add("cleanOffset", CleanOffset);
    }
}
