namespace Engine.Benchmarks.Crashing;

/// <summary>What must be at an offset of a queue from now on.</summary>
/// <param name="Id">The message.</param>
/// <param name="PhysicalOffset">Its place in the log; -1 where the acknowledgment of its batch did not say.</param>
/// <param name="IsAcknowledged">Whether its sender had an answer. If not, a reader saw it after a restart, and it must stay.</param>
internal readonly record struct LedgerEntry(LoadId Id, long PhysicalOffset, bool IsAcknowledged)
{
    /// <summary>Nothing is known of the offset.</summary>
    internal bool IsBlank => Id == default;
}
