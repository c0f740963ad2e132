namespace Engine.Tests.Store;

/// <summary>As <see cref="SmallDiskFactAttribute"/>, on ext4 in a file.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BlockDiskFactAttribute : FactAttribute
{
    public BlockDiskFactAttribute() => Skip = SmallDisk.MissingBlocks;
}
