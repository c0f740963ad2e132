using Engine.Diagnostics;
using Engine.Store.Log;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

public sealed class LogFlushTests
{
    private const int PieceBytes = 4 * 1024 * 1024;

    private readonly StoreLog _log = new();
    private readonly ScriptedDisk _disk = new();
    private readonly LogFlush _flush;

    public LogFlushTests() => _flush = new LogFlush(_disk, new FakeTimeProvider(), new StoreMeter(null, "here"), _log);

    [Fact]
    public void Flush_WrittenWhileItRuns_IsNotCounted()
    {
        _disk.Written = 100;
        _disk.WhileFlushing = () => _disk.Written = 200;

        _flush.Flush();

        _flush.FlushedOffset.ShouldBe(100);
    }

    [Fact]
    public void TryFlush_DiskRefuses_KeepsTheOffsetAndSaysSoOnce()
    {
        _disk.Written = 100;
        _flush.Flush();
        _disk.Refusal = new IOException("broken");
        _disk.Written = 200;

        _flush.TryFlush().ShouldBeFalse();
        _flush.TryFlush().ShouldBeFalse();

        (_flush.FlushedOffset, _flush.IsRefused).ShouldBe((100L, true));
        _log.Lines.ShouldBe(["Error: The disk refuses to flush the log; only what is before offset 100 is safe"]);
        Should.Throw<IOException>(_flush.Flush).Message.ShouldBe("broken");
    }

    [Fact]
    public void TryFlush_AfterARefusal_WritesEverythingSinceTheLastGoodFlushAgainBeforeItCounts()
    {
        _disk.Written = 100;
        _flush.Flush();
        _disk.Refusal = new IOException("broken");
        _disk.Written = 200;
        _flush.TryFlush();
        _disk.Refusal = null;
        _disk.Written = 300;

        _flush.TryFlush().ShouldBeTrue();

        _disk.Again.ShouldBe([(100, 300, 2)]);
        (_flush.FlushedOffset, _flush.IsRefused).ShouldBe((300L, false));
        _log.Lines.Last().ShouldBe(
            "Information: The disk flushes the log again; what it had refused was written once more, up to offset 300");
        _flush.TryFlush();
        _disk.Again.Count.ShouldBe(1);
    }

    [Fact]
    public void TryFlush_LongRefusal_TriesOnePieceAtATime()
    {
        _disk.Refusal = new IOException("broken");
        _disk.Written = (2 * PieceBytes) + 1;
        _flush.TryFlush();

        _flush.TryFlush().ShouldBeFalse();
        _disk.Again.ShouldBe([(0, PieceBytes, 1)]);
        _disk.Refusal = null;
        _flush.TryFlush().ShouldBeTrue();

        _disk.Again.Skip(1).Select(each => each.To).ShouldBe([PieceBytes, 2 * PieceBytes, (2 * PieceBytes) + 1]);
    }
}
