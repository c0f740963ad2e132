using Engine.Broker;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Scenarios;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G1")]
public sealed class SyncMasterTests
{
    [Fact]
    public async Task Send_ASlaveHasIt_IsSuccess()
    {
        await using var pair = await HaPair.StartAsync(Sync);

        for (var i = 0; i < 20; i++)
        {
            (await Soon.Within(pair.SendAsync(), "an answer")).Code.ShouldBe(ResponseCode.Success);
            pair.SlaveStore.MaxPhysicalOffset.ShouldBe(pair.MasterStore.MaxPhysicalOffset);
        }
    }

    [Fact]
    public async Task Send_NoSlave_IsSlaveNotAvailableAtOnceAndStored()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);

        var answer = await Soon.Within(pair.SendAsync(), "an answer");

        answer.Code.ShouldBe(ResponseCode.SlaveNotAvailable);
        answer.ReadHeader<SendMessageResponseHeader>().QueueOffset.ShouldBe(0);
        pair.MasterStore.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(1);
    }

    [Fact]
    public async Task Send_SlaveThatDoesNotReport_IsFlushSlaveTimeoutAfterThreeSecondsAndStored()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);
        await using var slave = await ReportingAsync(pair);

        var sending = pair.SendAsync();
        sending.IsCompleted.ShouldBeFalse();
        pair.Clock.Advance(TimeSpan.FromSeconds(2.9));
        sending.IsCompleted.ShouldBeFalse();
        pair.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await Soon.Within(sending, "an answer")).Code.ShouldBe(ResponseCode.FlushSlaveTimeout);
        pair.MasterStore.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ReportOneByteShort_IsNotEnough()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);
        await using var slave = await ReportingAsync(pair);
        var sending = pair.SendAsync();
        var end = pair.MasterStore.MaxPhysicalOffset;

        // Reports are taken one after the other: with the second one the first has had its effect.
        foreach (var report in (long[])[end - 1, end - 2])
        {
            await slave.ReportAsync(report);
            await ClockPump.UntilStillAsync(
                async () => (await pair.StatusAsync()).HaConnectionInfo[0].SlaveAckOffset == report, "the report");
        }

        pair.Clock.Advance(TimeSpan.FromSeconds(3));

        (await Soon.Within(sending, "an answer")).Code.ShouldBe(ResponseCode.FlushSlaveTimeout);
    }

    [Fact]
    public async Task Send_TheReportReachesItsEnd_IsSuccessThen()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);
        await using var slave = await ReportingAsync(pair);
        var first = pair.SendAsync();
        var end = pair.MasterStore.MaxPhysicalOffset;
        var second = pair.SendAsync();

        await slave.ReportAsync(end - 1);
        await ClockPump.UntilStillAsync(
            async () => (await pair.StatusAsync()).HaConnectionInfo[0].SlaveAckOffset == end - 1, "the report");
        first.IsCompleted.ShouldBeFalse();
        await slave.ReportAsync(end);

        (await Soon.Within(first, "an answer")).Code.ShouldBe(ResponseCode.Success);
        second.IsCompleted.ShouldBeFalse();
        await slave.ReportAsync(pair.MasterStore.MaxPhysicalOffset);
        (await Soon.Within(second, "an answer")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Send_WaitFalse_IsNotWaitedFor()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);

        (await Soon.Within(pair.SendAsync("WAIT\u0001false"), "an answer")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Send_SlaveFarBehind_IsSlaveNotAvailableAtOnce()
    {
        await using var pair = await HaPair.StartMasterAsync(options => Sync(options) with { HaSlaveFallBehindMax = 1000 });
        await using var slave = await ReportingAsync(pair);
        pair.Put(20);

        (await Soon.Within(pair.SendAsync(), "an answer")).Code.ShouldBe(ResponseCode.SlaveNotAvailable);

        var status = await pair.StatusAsync();
        (status.InSyncSlaveNums, status.HaConnectionInfo[0].InSync).ShouldBe((0, false));
    }

    [Fact]
    public async Task Send_ManyWait_TheyGiveTheirPlacesBackAndAreAllAnswered()
    {
        await using var pair = await HaPair.StartMasterAsync(options => Sync(options) with { FlushSync = true });
        await using var slave = await ReportingAsync(pair);

        var sending = Enumerable.Range(0, 200).Select(_ => pair.SendAsync()).ToList();
        await ClockPump.UntilStillAsync(() => pair.MasterStore.GetBounds(BrokerClient.Topic, 0).Max == 200, "all are stored");
        await slave.ReportAsync(pair.MasterStore.MaxPhysicalOffset);

        foreach (var answer in await Soon.Within(Task.WhenAll(sending), "all answers"))
            answer.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Stop_ASenderWaits_DoesNotWaitForIt()
    {
        await using var pair = await HaPair.StartMasterAsync(Sync);
        await using var slave = await ReportingAsync(pair);
        var sending = pair.SendAsync();

        await pair.StopMasterAsync();

        await Soon.Within(Task.WhenAny(sending), "the sender's answer, or the end of its connection");
        await pair.StartMasterAsync();
        pair.MasterStore.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(1);
    }

    private static BrokerOptions Sync(BrokerOptions options) => options with { Role = BrokerRole.SyncMaster };

    /// <summary>A slave that has reported once and reports no more by itself.</summary>
    private static async Task<RawSlave> ReportingAsync(HaPair pair)
    {
        var slave = await RawSlave.ConnectAsync(pair);
        await slave.ReportAsync(0);
        await ClockPump.UntilStillAsync(
            async () => (await pair.StatusAsync()).HaConnectionInfo is [{ SlaveAckOffset: 0 }], "the master knows the slave");
        return slave;
    }
}
