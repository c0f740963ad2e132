using System.Globalization;

namespace Engine.Store.Log;

/// <summary>Why a store takes no messages. Pure.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Remark">For producers and operators: the folder, the figure, what to do.</param>
internal sealed record WriteStop(WriteStopKind Kind, string Remark)
{
    private const double BytesPerMiB = 1024 * 1024;

    /// <param name="folder">The store's folder.</param>
    /// <param name="usedRatio">Used part of its disk, 0 to 1.</param>
    /// <param name="freeBytes">Bytes left there for this process.</param>
    internal static WriteStop DiskFull(string folder, double usedRatio, long freeBytes) => new(
        WriteStopKind.DiskFull,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The disk of {folder} is {usedRatio * 100:0.0} % full, {freeBytes / BytesPerMiB:0.0} MiB are free; messages are refused. "
            + $"Make room on that disk, or keep messages for a shorter time: writing goes on by itself."));

    /// <param name="folder">The folder that is missing.</param>
    internal static WriteStop FolderGone(string folder) => new(
        WriteStopKind.FolderGone,
        $"The folder {folder} is gone while the store is open; messages are refused. Bring it back, as by mounting its disk, and restart.");
}
