namespace Engine.Admin.Statistics;

/// <summary>
/// The evidence of a verdict: its kind and the values that belong to it, of which pages and the API make words in their languages. Lengths
/// of time are told in steps (<see cref="TimeSteps"/>), so that the evidence of a queue at rest does not change with every sample.
/// </summary>
/// <param name="Kind">What was found; it says which values are set.</param>
public sealed record VerdictEvidence(VerdictKind Kind)
{
    /// <summary>Messages that wait.</summary>
    public long? Lag { get; init; }

    /// <summary>The offset or lag before.</summary>
    public long? From { get; init; }

    /// <summary>The offset or lag after.</summary>
    public long? To { get; init; }

    /// <summary>How long it has lasted, or how long ago it was.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>Whether it may have lasted for longer.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>How long the oldest message has waited; null when unknown.</summary>
    public TimeSpan? Oldest { get; init; }

    /// <summary>Broker or topic.</summary>
    public string? Name { get; init; }

    /// <summary>Queue id.</summary>
    public int? QueueId { get; init; }

    /// <summary>Client id that reads the queue; null when none does.</summary>
    public string? Owner { get; init; }

    /// <summary>How long ago the owner pulled it; null when unknown.</summary>
    public TimeSpan? PulledAgo { get; init; }

    /// <summary>Messages that the owner has in hand; null when it has none or it is unknown.</summary>
    public long? InFlight { get; init; }

    /// <summary>Two client ids that both pull the queue, whatever else was found; null when there is no conflict.</summary>
    public (string? Owner, string Rival)? Conflict { get; init; }

    /// <summary>Plain English sentences with full stops, as the API says them.</summary>
    public string Text => VerdictSentence.Of(this);
}
