namespace Engine.Store.Integrity;

/// <summary>A place of the store whose bytes are not what was written there.</summary>
/// <param name="Path">The log file, or a queue's folder.</param>
/// <param name="Offset">Offset in bytes in the row of files: of the log its log offset, of a queue 20 times the queue offset.</param>
/// <param name="Bytes">How many bytes cannot be used.</param>
/// <param name="Fault">What is wrong with them.</param>
/// <param name="FoundAt">When it was met first.</param>
internal sealed record DamagedPlace(string Path, long Offset, long Bytes, string Fault, DateTimeOffset FoundAt)
{
    internal bool Covers(string path, long offset) => path == Path && offset >= Offset && offset < Offset + Bytes;
}
