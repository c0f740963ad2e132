using Engine.Store.Retention;

namespace Engine.Tests.Store.Retention;

/// <summary>A disk of which a test says how full it is; what a store deletes makes room on it.</summary>
internal sealed class FakeDiskSpace(string logFolder) : IDiskSpace
{
    private const long TotalBytes = 1_000_000;

    /// <summary>Bytes that others use.</summary>
    internal long OthersBytes { get; set; }

    /// <summary>Sets what others use by what is left.</summary>
    internal long FreeBytes
    {
        set => OthersBytes = TotalBytes - value - LogBytes();
    }

    /// <summary>Set: the system does not say.</summary>
    internal bool IsBroken { get; set; }

    public DiskSpace Measure(string folder)
    {
        if (IsBroken)
        {
            throw new IOException("no such disk");
        }

        var used = Math.Min(TotalBytes, OthersBytes + LogBytes());
        return new DiskSpace(used, TotalBytes - used);
    }

    private long LogBytes() =>
        new DirectoryInfo(logFolder) is { Exists: true } log ? log.GetFiles().Sum(file => file.Length) : 0;
}
