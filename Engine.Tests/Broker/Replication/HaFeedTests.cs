using Engine.Broker.Replication;
using Engine.Tests.Scenarios;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G1")]
public sealed class HaFeedTests
{
    [Fact]
    public async Task Frames_FromTheFirstReport_AreTheLogInPiecesWithinOneFile()
    {
        await using var pair = await HaPair.StartMasterAsync();
        pair.Put(1500);
        await using var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(0);

        var log = new List<byte>();
        while (log.Count < pair.MasterStore.MaxPhysicalOffset)
        {
            var (offset, bytes) = await slave.NextFrameAsync();
            offset.ShouldBe(log.Count);
            bytes.Length.ShouldBeInRange(1, pair.MasterOptions.HaTransferBatchBytes);
            ((offset + bytes.Length - 1) / pair.MasterOptions.CommitLogFileBytes).ShouldBe(offset / pair.MasterOptions.CommitLogFileBytes);
            log.AddRange(bytes);
        }

        var expected = new byte[log.Count];
        for (var read = 0; read < expected.Length;)
            read += pair.MasterStore.ReadLog(read, expected.AsSpan(read));

        log.SequenceEqual(expected).ShouldBeTrue();
    }

    [Fact]
    public async Task Frames_OfNewMessages_ComeByThemselves()
    {
        await using var pair = await HaPair.StartMasterAsync();
        await using var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(0);
        await ConnectedAsync(pair);

        pair.Put(1);

        (await slave.NextFrameAsync()).Bytes.Length.ShouldBe((int)pair.MasterStore.MaxPhysicalOffset);
    }

    [Fact]
    public async Task FirstReport_OfAnOffset_BeginsThere()
    {
        await using var pair = await HaPair.StartMasterAsync();
        pair.Put(1);
        var end = pair.MasterStore.MaxPhysicalOffset;
        pair.Put(1);
        await using var slave = await RawSlave.ConnectAsync(pair);

        await slave.ReportAsync(end);

        (await slave.NextFrameAsync()).Offset.ShouldBe(end);
        (await pair.StatusAsync()).HaConnectionInfo.ShouldHaveSingleItem().TransferFromWhere.ShouldBe(end);
    }

    [Fact]
    public async Task Silence_OfFiveSeconds_IsBrokenByAHeartbeat()
    {
        await using var pair = await HaPair.StartMasterAsync();
        pair.Put(1);
        var end = pair.MasterStore.MaxPhysicalOffset;
        await using var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(end);
        await ConnectedAsync(pair);

        var frame = slave.NextFrameAsync();
        await pair.Pump.UntilAsync(frame, "a heartbeat");

        var (offset, bytes) = await frame;
        (offset, bytes.Length).ShouldBe((end, 0));
    }

    [Fact]
    public async Task NoReport_ForTwentySeconds_EndsTheConnection()
    {
        await using var pair = await HaPair.StartMasterAsync();
        await using var slave = await RawSlave.ConnectAsync(pair);

        await pair.Pump.UntilAsync(slave.EndAsync(), "the end");

        pair.MasterLog.Lines.ShouldContain(line => line.Contains("said nothing for 20 s"));
    }

    [Fact]
    public async Task Reports_ThatComeTogetherOrInPieces_TheLastFullOneCounts()
    {
        await using var pair = await HaPair.StartMasterAsync();
        pair.Put(10);
        var end = pair.MasterStore.MaxPhysicalOffset;
        await using var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(0);
        await slave.NextFrameAsync();

        await slave.ReportAsync(1, 2, 3);
        await AckedAsync(pair, 3);
        var report = new byte[HaFrame.ReportBytes];
        HaFrame.WriteReport(report, end);
        await slave.WriteAsync(report[..5]);
        await slave.WriteAsync(report[5..]);

        await AckedAsync(pair, end);
    }

    [Fact]
    public async Task FirstReport_AboveTheEnd_IsTurnedAwayAndTheStatusSaysWhy()
    {
        await using var pair = await HaPair.StartMasterAsync();
        pair.Put(1);
        var end = pair.MasterStore.MaxPhysicalOffset;
        await using var slave = await RawSlave.ConnectAsync(pair);

        await slave.ReportAsync(end + 1);

        await slave.EndAsync();
        await ClockPump.UntilStillAsync(async () => (await pair.StatusAsync()).HaConnectionInfo is [{ Problem: not null }], "the refusal");
        var status = await pair.StatusAsync();
        var refused = status.HaConnectionInfo[0];
        refused.Problem!.ShouldContain($"offset {end + 1}, behind this broker's, which ends at {end}");
        (refused.InSync, status.InSyncSlaveNums).ShouldBe((false, 0));
        pair.MasterLog.Lines.ShouldContain(line => line.StartsWith("Error") && line.Contains(refused.Problem!));
        pair.Clock.Advance(TimeSpan.FromMinutes(1));
        (await pair.StatusAsync()).HaConnectionInfo.ShouldBeEmpty();
    }

    [Fact]
    public async Task Slaves_MoreThanMayBe_AreTurnedAway()
    {
        await using var pair = await HaPair.StartMasterAsync();
        var slaves = new List<RawSlave>();
        for (var i = 0; i < HaServer.MostSlaves; i++)
            slaves.Add(await RawSlave.ConnectAsync(pair));

        await ClockPump.UntilStillAsync(
            async () => (await pair.StatusAsync()).HaConnectionInfo.Count == HaServer.MostSlaves, "all are connected");
        await using var tooMany = await RawSlave.ConnectAsync(pair);

        await tooMany.EndAsync();
        foreach (var slave in slaves)
            await slave.DisposeAsync();

        await ClockPump.UntilStillAsync(async () => (await pair.StatusAsync()).HaConnectionInfo is [{ Problem: not null }], "all went");
    }

    [Fact]
    public async Task SlaveThatReadsNothing_HoldsUpNobodyAndTakesNoMemory()
    {
        await using var pair = await HaPair.StartMasterAsync();
        await using var deaf = await RawSlave.ConnectAsync(pair);
        await deaf.ReportAsync(0);
        await using var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(0);
        await ClockPump.UntilStillAsync(
            async () => (await pair.StatusAsync()).HaConnectionInfo.Count(one => one.SlaveAckOffset == 0) == 2, "both are fed");

        pair.Put(3000);

        for (var at = 0L; at < pair.MasterStore.MaxPhysicalOffset;)
        {
            var (offset, bytes) = await slave.NextFrameAsync();
            at = offset + bytes.Length;
        }
    }

    private static Task ConnectedAsync(HaPair pair) => ClockPump.UntilStillAsync(
        async () => (await pair.StatusAsync()).HaConnectionInfo is [{ SlaveAckOffset: >= 0 }], "the master knows the slave");

    private static Task AckedAsync(HaPair pair, long offset) => ClockPump.UntilStillAsync(
        async () => (await pair.StatusAsync()).HaConnectionInfo[0].SlaveAckOffset == offset, $"the report of {offset}");
}
