using Engine.Store.Files;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

public sealed class DiskProbeTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(4095, true)]
    [InlineData(5000, false)]
    [InlineData(3 * 4096 + 17, true)]
    [InlineData(100 * 4096, false)]
    public void Reads_Page_IsTrueWhereItHoldsSomething(long at, bool expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("file");
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, "head"u8, 0);
            RandomAccess.Write(file, "a record behind a hole"u8, 3 * 4096);
        }

        DiskProbe.Reads(path, at).ShouldBe(expected);
    }

    [Fact]
    public void Reads_FileIsGone_IsFalseThoughAHandleStillReads()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("file");
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, "head"u8, 0);

        File.Delete(path);

        DiskProbe.Reads(path, 0).ShouldBeFalse();
        RandomAccess.Read(file, new byte[4], 0).ShouldBe(4);
    }
}
