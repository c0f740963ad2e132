namespace Engine.Store.Queries;

/// <summary>How much one read gives (broker-semantics §3.3; the limits for messages in memory throughout). Pure.</summary>
internal static class PullLimits
{
    internal const int MostMessages = 32;
    internal const int MostBytes = 256 * 1024;
    private const int LeastScan = 800;

    internal static int MessagesOf(int asked) => Math.Clamp(asked, 1, MostMessages);

    /// <summary>Queue entries that may be looked at: never beyond the queue file.</summary>
    internal static int ScanOf(int asked, long offset, int entriesPerFile) =>
        (int)Math.Min(Math.Max(LeastScan, asked), entriesPerFile - (offset % entriesPerFile));

    /// <summary>Whether a message of that size goes into the next answer instead; the first one always goes.</summary>
    internal static bool IsFull(int messages, int bytes, int nextSize, int mostMessages) =>
        messages > 0 && (messages >= mostMessages || bytes + (long)nextSize > MostBytes);
}
