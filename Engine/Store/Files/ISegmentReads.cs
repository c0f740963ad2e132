using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>How bytes come out of a file.</summary>
internal interface ISegmentReads
{
    /// <summary>Reads some of the bytes at a place, as <see cref="RandomAccess"/> does.</summary>
    /// <returns>How many; 0 behind the file's end.</returns>
    /// <exception cref="IOException">The disk cannot read them.</exception>
    int Read(string path, SafeFileHandle handle, Span<byte> target, long at);

    /// <summary>Whether the disk itself, and no memory in front of it, gives bytes of a file now; false when that cannot be told.</summary>
    bool ComesFromDisk(string path, long at);
}
