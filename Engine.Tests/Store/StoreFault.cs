namespace Engine.Tests.Store;

/// <summary>What disks and people do to the files of a closed store.</summary>
internal static class StoreFault
{
    internal static void Flip(string path, long at, byte mask)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ mask));
    }

    internal static void Overwrite(string path, long at, ReadOnlySpan<byte> bytes)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        file.Write(bytes);
    }

    internal static void Clear(string path, long at, int bytes) => Overwrite(path, at, new byte[bytes]);
}
