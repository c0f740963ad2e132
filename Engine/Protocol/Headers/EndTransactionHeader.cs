namespace Engine.Protocol.Headers;

/// <summary>Ext fields of END_TRANSACTION (37). Mirrors RocketMQ's EndTransactionRequestHeader.</summary>
internal sealed record EndTransactionHeader : ICommandHeader<EndTransactionHeader>
{
    public required string ProducerGroup { get; init; }

    /// <summary>Offset of the half message in its queue.</summary>
    public required long TranStateTableOffset { get; init; }

    /// <summary>Offset of the half message in the commit log.</summary>
    public required long CommitLogOffset { get; init; }

    /// <summary>0 unknown, 8 commit, 12 roll back: the transaction bits of a sysFlag.</summary>
    public required int CommitOrRollback { get; init; }

    /// <summary>Whether this answers a check of the broker.</summary>
    public bool FromTransactionCheck { get; init; }

    /// <summary>The id that the producer gave the message.</summary>
    public required string MsgId { get; init; }

    public string? TransactionId { get; init; }

    public string? BrokerName { get; init; }

    public static EndTransactionHeader Read(ExtFields fields) => new()
    {
        ProducerGroup = fields.RequiredString("producerGroup"),
        TranStateTableOffset = fields.RequiredInt64("tranStateTableOffset"),
        CommitLogOffset = fields.RequiredInt64("commitLogOffset"),
        CommitOrRollback = fields.RequiredInt32("commitOrRollback"),
        FromTransactionCheck = fields.Boolean("fromTransactionCheck"),
        MsgId = fields.RequiredString("msgId"),
        TransactionId = fields.OptionalString("transactionId"),
        BrokerName = fields.OptionalString("bname"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("producerGroup", ProducerGroup);
        fields.Add("tranStateTableOffset", TranStateTableOffset);
        fields.Add("commitLogOffset", CommitLogOffset);
        fields.Add("commitOrRollback", CommitOrRollback);
        fields.Add("fromTransactionCheck", FromTransactionCheck);
        fields.Add("msgId", MsgId);
        fields.Add("transactionId", TransactionId);
        fields.Add("bname", BrokerName);
    }
}
