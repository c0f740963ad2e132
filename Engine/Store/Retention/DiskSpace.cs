namespace Engine.Store.Retention;

/// <summary>Room on a disk. What is kept for the system's own use counts neither as used nor as free, as in <c>df</c>.</summary>
/// <param name="UsedBytes">Bytes in use.</param>
/// <param name="FreeBytes">Bytes this process may still take.</param>
internal readonly record struct DiskSpace(long UsedBytes, long FreeBytes)
{
    /// <summary>Used part, 0 to 1. Mirrors <c>UtilAll#getDiskPartitionSpaceUsedPercent</c>.</summary>
    internal double UsedRatio => UsedBytes + FreeBytes > 0 ? (double)UsedBytes / (UsedBytes + FreeBytes) : 0;

    internal DiskSpace WithFreed(long bytes) => new(Math.Max(0, UsedBytes - bytes), FreeBytes + bytes);
}
