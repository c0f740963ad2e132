using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

public sealed class WriteGateTests
{
    private const long MiB = 1024 * 1024;

    private readonly StoreLog _log = new();

    [Fact]
    public void DiskFull_Remark_NamesFolderFigureAndFix()
    {
        var remark = WriteStop.DiskFull("/data/broker-a", 0.9123, 12 * MiB).Remark;

        remark.ShouldBe(
            "The disk of /data/broker-a is 91.2 % full, 12.0 MiB are free; messages are refused. "
            + "Make room on that disk, or keep messages for a shorter time: writing goes on by itself.");
    }

    [Fact]
    public void Close_SameReasonAgain_UpdatesTheFigureAndIsSaidOnce()
    {
        var gate = new WriteGate(_log);

        gate.Close(WriteStop.DiskFull("/d", 0.91, 2 * MiB));
        gate.Close(WriteStop.DiskFull("/d", 0.92, 1 * MiB));

        gate.Standing!.Remark.ShouldContain("92.0 %");
        _log.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public void Open_AnotherReasonStands_StaysClosedUntilThatOneIsOver()
    {
        var gate = new WriteGate(_log);
        gate.Close(WriteStop.DiskFull("/d", 0.91, 2 * MiB));
        gate.Close(WriteStop.FolderGone("/d"));
        gate.Standing!.Kind.ShouldBe(WriteStopKind.FolderGone);

        gate.Open(WriteStopKind.FolderGone);
        gate.Standing!.Kind.ShouldBe(WriteStopKind.DiskFull);
        _log.Lines.ShouldNotContain(line => line.Contains("messages again"));

        gate.Open(WriteStopKind.DiskFull);
        gate.Open(WriteStopKind.DiskFull);
        gate.Standing.ShouldBeNull();
        _log.Lines.Count(line => line.Contains("messages again")).ShouldBe(1);
    }

    [Fact]
    public void Append_GateClosed_AnswersServiceNotAvailableWithTheReasonUntilItOpens()
    {
        using var folder = new TemporaryFolder();
        var options = new StoreOptions { Folder = folder.Path, StoreHost = HostAddress.Parse("10.0.0.2:10911") };
        using var open = new OpenStore(options, new FakeTimeProvider(), new ArrivalRelay(null, _log), _log);
        open.Recover(isClean: true);
        open.Appender.Gate.Close(WriteStop.DiskFull(folder.Path, 0.91, MiB));

        var refused = Append(open);

        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark.ShouldBe(WriteStop.DiskFull(folder.Path, 0.91, MiB).Remark);
        open.Log.MaxOffset.ShouldBe(0);

        open.Appender.Gate.Open(WriteStopKind.DiskFull);
        Append(open).Status.ShouldBe(PutStatus.PutOk);
    }

    private static PutResult Append(OpenStore open)
    {
        var drafts = RecordDrafts.Begin();
        var message = StoreHarness.Message("T", 0, "m");
        return open.Encoder.TryEncode(message, drafts) is { } refusal ? PutResult.Refused(refusal) : open.Appender.Append(message, drafts);
    }
}
