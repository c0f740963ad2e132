namespace Engine.Store.Log;

/// <summary>What a flush of the log asks of the files. A seam: a disk that refuses or hangs cannot be had on demand.</summary>
internal interface ILogDisk
{
    /// <summary>Everything before it has left this process.</summary>
    long WrittenEnd { get; }

    /// <summary>The same at an instant at which no append is under way.</summary>
    long SettledEnd { get; }

    /// <summary>Brings everything written before the call to the disk itself.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    void Flush();

    /// <summary>Writes whole records once more at their places, so that the next flush takes them along.</summary>
    /// <returns>Where the last of them ends: at or behind <paramref name="to"/>.</returns>
    /// <exception cref="IOException">The disk refused, or a record is no longer to be had.</exception>
    long WriteAgain(long from, long to);
}
