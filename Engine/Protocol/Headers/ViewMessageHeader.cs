namespace Engine.Protocol.Headers;

/// <summary>Ext fields of VIEW_MESSAGE_BY_ID (33). Mirrors RocketMQ's ViewMessageRequestHeader.</summary>
internal sealed record ViewMessageHeader : ICommandHeader<ViewMessageHeader>
{
    /// <summary>Where the record is in the broker's log; the caller took it out of the message's id.</summary>
    public required long Offset { get; init; }

    public static ViewMessageHeader Read(ExtFields fields) => new() { Offset = fields.RequiredInt64("offset") };

    public void Write(ExtFieldsBuilder fields) => fields.Add("offset", Offset);
}
