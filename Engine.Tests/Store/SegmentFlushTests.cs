using Engine.Store.Files;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

public sealed class SegmentFlushTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flush_WroteIntoTwoOfManyFiles_TouchesOnlyThose()
    {
        using var files = new SegmentFiles(_folder.File("log"), 100);
        files.Write(new byte[1000], 0);
        files.DirtyFiles.ShouldBe(10);

        files.Flush();
        files.DirtyFiles.ShouldBe(0);
        files.Write(new byte[20], 290);
        files.Write(new byte[20], 290);

        files.DirtyFiles.ShouldBe(2);
        files.Flush();
        files.DirtyFiles.ShouldBe(0);
    }

    [Fact]
    public void MarkDirtyFrom_FilesOfAnotherProcess_AreFlushedFromThereOn()
    {
        using var files = new SegmentFiles(_folder.File("log"), 100);
        files.Write(new byte[500], 0);
        files.Flush();

        files.MarkDirtyFrom(150);

        files.DirtyFiles.ShouldBe(4);
    }

    [Fact]
    public void Flush_FileRemovedMeanwhile_IsNoFailure()
    {
        using var files = new SegmentFiles(_folder.File("log"), 100);
        files.Write(new byte[300], 0);

        files.ClearFrom(150);
        files.Flush();

        files.DirtyFiles.ShouldBe(0);
    }
}
