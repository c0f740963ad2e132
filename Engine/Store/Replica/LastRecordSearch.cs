using Engine.Store.Keys;
using Engine.Store.Log;

namespace Engine.Store.Replica;

/// <summary>Finds the record at a log's end, which only the records before it lead to: reads the last file that holds one.</summary>
internal static class LastRecordSearch
{
    /// <summary>Null when the log has none that can be read.</summary>
    /// <exception cref="IOException">The disk reads nothing at all: it may be back soon.</exception>
    internal static LastRecord? Find(CommitLog log)
    {
        LastRecord? last = null;
        var walker = new LogWalker(log);
        for (var end = log.MaxOffset; last is null && end > log.MinOffset;)
        {
            var start = Math.Max(log.MinOffset, log.FileEndOf(end - 1) - log.FileBytes);
            walker.MoveTo(start);
            while (walker.TryPeek(end, out var record))
            {
                last = new LastRecord(record.PhysicalOffset, record.Size);
                walker.Pass(record.Size);
            }

            end = start;
        }

        return last;
    }
}
