using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>Reads by the system call.</summary>
internal sealed class SystemReads : ISegmentReads
{
    internal static readonly SystemReads Instance = new();

    private SystemReads()
    {
    }

    public int Read(string path, SafeFileHandle handle, Span<byte> target, long at) => RandomAccess.Read(handle, target, at);

    public bool ComesFromDisk(string path, long at) => DiskProbe.Reads(path, at);
}
