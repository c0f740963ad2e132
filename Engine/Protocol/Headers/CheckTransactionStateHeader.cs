namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of CHECK_TRANSACTION_STATE (39): a broker asks a producer what became of a transaction; the body is the message. Mirrors
/// RocketMQ's CheckTransactionStateRequestHeader.
/// </summary>
internal sealed record CheckTransactionStateHeader : ICommandHeader<CheckTransactionStateHeader>
{
    /// <summary>Offset of the half message in its queue.</summary>
    public required long TranStateTableOffset { get; init; }

    /// <summary>Offset of the half message in the commit log.</summary>
    public required long CommitLogOffset { get; init; }

    /// <summary>The id that the producer gave the message.</summary>
    public string? MsgId { get; init; }

    public string? TransactionId { get; init; }

    /// <summary>The half message's offset id.</summary>
    public string? OffsetMsgId { get; init; }

    public static CheckTransactionStateHeader Read(ExtFields fields) => new()
    {
        TranStateTableOffset = fields.RequiredInt64("tranStateTableOffset"),
        CommitLogOffset = fields.RequiredInt64("commitLogOffset"),
        MsgId = fields.OptionalString("msgId"),
        TransactionId = fields.OptionalString("transactionId"),
        OffsetMsgId = fields.OptionalString("offsetMsgId"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("tranStateTableOffset", TranStateTableOffset);
        fields.Add("commitLogOffset", CommitLogOffset);
        fields.Add("msgId", MsgId);
        fields.Add("transactionId", TransactionId);
        fields.Add("offsetMsgId", OffsetMsgId);
    }
}
