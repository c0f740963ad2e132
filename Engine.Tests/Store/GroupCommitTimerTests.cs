using Engine.Diagnostics;
using Engine.Store.Log;

namespace Engine.Tests.Store;

public sealed class GroupCommitTimerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1000)]
    [InlineData(1300)]
    [InlineData(2000)]
    [InlineData(2400)]
    [InlineData(3000)]
    public async Task Expire_ThreadPausesBetweenLooksAtTheClock_ArmsOnlyTimesToCome(int pauseMs)
    {
        var clock = new PausingClock(TimeSpan.FromMilliseconds(pauseMs));
        var disk = new ScriptedDisk { Written = 1 };
        var meter = new StoreMeter(null, "here");
        var log = new StoreLog();
        await using var commit = new GroupCommit(new LogFlush(disk, clock, meter, log), TimeSpan.FromSeconds(5), clock, meter, log);
        commit.Start();
        disk.Close();
        var wait = commit.WaitAsync(1, CancellationToken.None).AsTask();
        await disk.NextFlushAsync();

        for (var turns = 0; turns < 10 && !wait.IsCompleted; turns++)
        {
            clock.Fire();
        }

        disk.Open();
        (await wait.WaitAsync(Patience)).ShouldBeFalse("its time is over");
        clock.Armed.ShouldAllBe(due => due > TimeSpan.Zero);
    }
}
