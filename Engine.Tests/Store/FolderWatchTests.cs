using Engine.Store.Files;
using Engine.Store.Log;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

public sealed class FolderWatchTests
{
    [Fact]
    public async Task IsThere_AppenderMakesAndTakesTheNextFileAgainAndAgain_StaysTrue()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.File("log"), 100);
        files.Write(new byte[100], 0);
        var gate = new WriteGate(new StoreLog());
        var watch = new FolderWatch(files, gate);

        var appender = Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                files.FindOrCreate(100);
                files.ClearFrom(100);
            }
        });
        while (!appender.IsCompleted)
        {
            watch.IsThere().ShouldBeTrue();
        }

        await appender;
        gate.Standing.ShouldBeNull();
        File.Delete(files.All[0].Path);
        watch.IsThere().ShouldBeFalse();
        gate.Standing.ShouldNotBeNull();
    }
}
