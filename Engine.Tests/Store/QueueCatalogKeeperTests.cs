using Engine.Store.Recovery;
using Engine.Tests.Store.Retention;

namespace Engine.Tests.Store;

public sealed class QueueCatalogKeeperTests : IDisposable
{
    private readonly RetentionHarness _harness = new();
    private readonly DirectoryInfo _obstacle;

    public QueueCatalogKeeperTests()
    {
        _harness.Put("T", 0);
        _obstacle = Directory.CreateDirectory(Path.Combine(_harness.Folder, "queues.json.tmp"));
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void NoteDeleted_DiskRefuses_NotesNothingThatALaterListWouldWrite()
    {
        var keeper = _harness.Open.Catalog!;
        Should.Throw<UnauthorizedAccessException>(() => keeper.NoteDeleted("T"));

        _obstacle.Delete();
        keeper.Write();

        var written = Written();
        written.Deleted.ShouldBeEmpty();
        written.Queues["T"][0].ShouldBe(1);
    }

    [Fact]
    public void Write_DiskRefuses_StaysBehindUntilItIsWritten()
    {
        var keeper = _harness.Open.Catalog!;
        keeper.IsBehind.ShouldBeTrue("there is a new queue");
        Should.Throw<UnauthorizedAccessException>(keeper.Write);

        keeper.IsBehind.ShouldBeTrue("nothing was written");
        _obstacle.Delete();
        keeper.Write();

        keeper.IsBehind.ShouldBeFalse();
        Written().Queues.ShouldContainKey("T");
    }

    private QueueCatalog Written() => new QueueCatalogFile(Path.Combine(_harness.Folder, "queues.json"), _harness.Log).TryRead()!;
}
