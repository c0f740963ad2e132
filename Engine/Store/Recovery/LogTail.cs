using Engine.Store.Files;

namespace Engine.Store.Recovery;

/// <summary>Looks behind the end of the log for bytes that are not zero: what an interrupted write left.</summary>
internal static class LogTail
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Bytes from a place up to the last one of the file that is not zero.</summary>
    internal static long CountUsed(SegmentFile file, long from)
    {
        var buffer = new byte[BufferBytes];
        var used = 0L;
        for (var at = from - file.Start; at < file.Length;)
        {
            var read = file.Read(buffer, at);
            if (read == 0)
            {
                break;
            }

            var last = buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                used = at + last + 1 - (from - file.Start);
            }

            at += read;
        }

        return used;
    }
}
