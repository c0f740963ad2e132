namespace Engine.Protocol.Bodies;

/// <summary>When a slave last took over one of its master's tables. Ours.</summary>
internal sealed record HaTableStatus
{
    /// <summary>topics, consumerOffset, delayOffset or subscriptionGroup.</summary>
    public required string Table { get; init; }

    /// <summary>When it was last the same as the master's, ms since 1970; 0 = never.</summary>
    public long LastSync { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Problem { get; init; }
}
