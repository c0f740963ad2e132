using Dashboard.Changes.Resets;
using Engine.Protocol;

namespace Dashboard.Changes.Imports;

/// <summary>What an import will do to one queue of one group.</summary>
/// <param name="Group">Consumer group.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Now">Consumer offset when planned; null when the group has none.</param>
/// <param name="Target">Offset it will be set to: the file's, within what is stored.</param>
/// <param name="LagAfter">Messages left to consume afterwards; null when the queue is not there.</param>
/// <param name="Step">Whether it is set, kept or refused.</param>
/// <param name="Note">What is special; null when nothing is.</param>
internal sealed record ImportPlanRow(
    string Group, MessageQueue Queue, long? Now, long Target, long? LagAfter, ImportStep Step, ImportNote? Note)
{
    /// <summary>When the queue had last been reset by then, as the broker tells; null when it knew of no reset.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>The queue's first stored offset when planned.</summary>
    public long First { get; init; }

    /// <summary>Above 0 goes forward, below 0 back; null without an offset now, and when it is not set.</summary>
    public long? Delta => Step == ImportStep.Set ? Target - Now : null;

    /// <summary>What it means to the messages between, where it is set.</summary>
    public OffsetMove Move => new(Now, Target, First);
}
