namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of the answers to WIPE_WRITE_PERM_OF_BROKER (205) and ADD_WRITE_PERM_OF_BROKER (327): topics that were changed.
/// </summary>
internal sealed record TopicCountHeader : ICommandHeader<TopicCountHeader>
{
    public int? WipeTopicCount { get; init; }

    public int? AddTopicCount { get; init; }

    public static TopicCountHeader Read(ExtFields fields) => new()
    {
        WipeTopicCount = fields.OptionalInt32("wipeTopicCount"),
        AddTopicCount = fields.OptionalInt32("addTopicCount"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("wipeTopicCount", WipeTopicCount);
        fields.Add("addTopicCount", AddTopicCount);
    }
}
