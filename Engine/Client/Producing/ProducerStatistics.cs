namespace Engine.Client.Producing;

/// <summary>What a producer has under way and what it has lost, at one moment; the totals are since its start.</summary>
public sealed record ProducerStatistics
{
    /// <summary>Sends whose callback has not been called yet.</summary>
    public required int AsyncSends { get; init; }

    /// <summary>Requests that wait for their reply.</summary>
    public required int PendingRequests { get; init; }

    /// <summary>Replies that came after their request had been given up.</summary>
    public required long LateReplies { get; init; }

    /// <summary>Replies to no request that this producer remembers.</summary>
    public required long UnknownReplies { get; init; }

    /// <summary>Questions of brokers about transactions that were answered, with whatever state.</summary>
    public required long TransactionChecks { get; init; }

    /// <summary>Questions of brokers about transactions for which there was no room.</summary>
    public required long RefusedTransactionChecks { get; init; }
}
