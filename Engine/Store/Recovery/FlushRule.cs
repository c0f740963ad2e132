namespace Engine.Store.Recovery;

/// <summary>When written bytes of the log go to the disk itself; mirrors <c>flushCommitLogLeastPages</c>. Pure.</summary>
internal static class FlushRule
{
    private const long PageBytes = 4096;

    /// <summary>Whether it is time to flush the log.</summary>
    /// <param name="flushed">Log offset up to which it was flushed.</param>
    /// <param name="written">Log offset up to which it was written.</param>
    /// <param name="leastPages">Pages of 4 KiB that are worth a flush.</param>
    internal static bool IsDue(long flushed, long written, int leastPages) =>
        written > flushed && (written / PageBytes) - (flushed / PageBytes) >= leastPages;
}
