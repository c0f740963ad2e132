using System.Globalization;
using System.Net;
using Engine.Broker;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G1")]
public sealed class ReplicationTests
{
    [Fact]
    public async Task G1_MessagesOfTheMaster_ComeToTheSlaveAsTheyLie()
    {
        await using var pair = await HaPair.StartAsync();

        (await pair.SendAsync()).Code.ShouldBe(ResponseCode.Success);
        pair.Put(500);
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
        var (master, slave) = (await pair.StatusAsync(), await pair.StatusAsync(HaPair.SlaveAddress));
        (master.Master, master.InSyncSlaveNums, master.MasterCommitLogMaxOffset).ShouldBe((true, 1, pair.MasterStore.MaxPhysicalOffset));
        var one = master.HaConnectionInfo.ShouldHaveSingleItem();
        (one.SlaveAckOffset, one.Diff, one.InSync, one.TransferFromWhere, one.Problem)
            .ShouldBe((pair.MasterStore.MaxPhysicalOffset, 0, true, 0, null));
        var client = slave.HaClientRuntimeInfo;
        (slave.Master, slave.MasterCommitLogMaxOffset, client.MaxOffset)
            .ShouldBe((false, pair.MasterStore.MaxPhysicalOffset, pair.MasterStore.MaxPhysicalOffset));
        (client.IsActivated, client.HasCaughtUp, client.Problem, client.MasterAddr).ShouldBe((true, true, null, HaPair.HaAddress));
        client.LastStoreTimestamp.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task G1_SlaveStopped_CatchesUpWhereItWas()
    {
        await using var pair = await HaPair.StartAsync();
        pair.Put(300);
        await pair.CaughtUpAsync();
        var had = pair.MasterStore.MaxPhysicalOffset;
        await pair.StopSlaveAsync();
        pair.Put(300);

        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
        (await pair.StatusAsync()).HaConnectionInfo.ShouldHaveSingleItem().TransferFromWhere.ShouldBe(had);
    }

    [Fact]
    public async Task G1_SlaveAwayForManyMessages_CatchesUp()
    {
        static BrokerOptions Larger(BrokerOptions options) => options with { CommitLogFileBytes = 4 * 1024 * 1024 };
        await using var pair = await HaPair.StartAsync(Larger, Larger);
        pair.Put(10);
        await pair.CaughtUpAsync();
        await pair.StopSlaveAsync();
        pair.Put(100_000);

        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task G1_EitherSideKilled_GoesOnWhereItWas()
    {
        await using var pair = await HaPair.StartAsync();
        pair.Put(400);
        await pair.Slave!.KillAsync();
        pair.Put(400);
        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();

        await pair.Master.KillAsync();
        await pair.StartMasterAsync();
        pair.Put(400);
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
        pair.SlaveStore.Damage.ShouldBeEmpty();
    }

    [Fact]
    public async Task G1_MastersFirstSegmentIsGone_AnEmptySlaveBeginsAtTheFirstThatIs()
    {
        await using var pair = await HaPair.StartMasterAsync(options => options with { RetentionBytes = 128 * 1024 });
        pair.Put(3000);
        await CleanAsync(pair);
        var start = pair.MasterStore.MinPhysicalOffset;

        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
        pair.SlaveStore.MinPhysicalOffset.ShouldBe(start);
        (await pair.StatusAsync()).HaConnectionInfo.ShouldHaveSingleItem().TransferFromWhere.ShouldBe(start);
        await pair.StopSlaveAsync();
        pair.Put(10);
        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();
        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task G1_SlaveBeforeTheMastersFirstSegment_SaysSo()
    {
        await using var pair = await HaPair.StartAsync(options => options with { RetentionBytes = 128 * 1024 });
        pair.Put(10);
        await pair.CaughtUpAsync();
        var had = pair.SlaveStore.MaxPhysicalOffset;
        await pair.StopSlaveAsync();
        pair.Put(3000);
        await CleanAsync(pair);

        await pair.StartSlaveAsync();

        var problem = await pair.ProblemAsync();
        problem.ShouldContain($"begins at {pair.MasterStore.MinPhysicalOffset}");
        problem.ShouldContain(pair.SlaveOptions.StoreFolder);
        pair.SlaveStore.MaxPhysicalOffset.ShouldBe(had);
    }

    [Fact]
    public async Task G1_MasterCameBackWithoutItsTail_NothingIsOverwritten()
    {
        await using var pair = await HaPair.StartAsync();
        pair.Put(100);
        await pair.CaughtUpAsync();
        await pair.StopMasterAsync();
        HaPair.Copy(pair.MasterOptions.StoreFolder, pair.MasterOptions.StoreFolder + "-before");
        await pair.StartMasterAsync();
        pair.Put(100);
        await pair.CaughtUpAsync();
        var (had, read) = (pair.SlaveStore.MaxPhysicalOffset, pair.SlaveStore.ReadLog(0, new byte[64 * 1024]));
        await pair.StopMasterAsync();
        HaPair.Copy(pair.MasterOptions.StoreFolder + "-before", pair.MasterOptions.StoreFolder);

        await pair.StartMasterAsync();

        var problem = await pair.ProblemAsync();
        problem.ShouldContain($"ends at offset {pair.MasterStore.MaxPhysicalOffset}, before this slave's, which ends at {had}");
        pair.Put(500, text: "other messages than before");
        problem = await pair.ProblemAsync(other: problem);
        problem.ShouldContain("message at log offset");
        (await pair.StatusAsync(HaPair.SlaveAddress)).HaClientRuntimeInfo.IsActivated.ShouldBeFalse();
        (pair.SlaveStore.MaxPhysicalOffset, pair.SlaveStore.ReadLog(0, new byte[64 * 1024])).ShouldBe((had, read));
    }

    [Fact]
    public async Task G1_FilesOfAnotherSize_TheEmptySlaveSaysSo()
    {
        await using var pair = await HaPair.StartMasterAsync(slave: options => options with { CommitLogFileBytes = 128 * 1024 });
        pair.Put(1);
        await pair.StartSlaveAsync();

        (await pair.ProblemAsync()).ShouldContain("mappedFileSizeCommitLog");
        pair.SlaveStore.MaxPhysicalOffset.ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "G2")]
    public async Task G2_SendToASlave_IsRefusedByItsRole()
    {
        await using var pair = await HaPair.StartAsync();

        var answer = await pair.SendAsync(address: HaPair.SlaveAddress);

        answer.Code.ShouldNotBe(ResponseCode.Success);
        pair.SlaveStore.MaxPhysicalOffset.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_EndsTheFeedsAtOnce()
    {
        await using var pair = await HaPair.StartAsync();

        await pair.StopMasterAsync();

        await Scenarios.ClockPump.UntilStillAsync(
            async () => !(await pair.StatusAsync(HaPair.SlaveAddress)).HaClientRuntimeInfo.IsActivated, "the slave sees the end");
        await pair.StartMasterAsync();
        pair.Put(1);
        await pair.CaughtUpAsync();
    }

    [Fact]
    public async Task G1_OverTcp_FollowsAndCatchesUp()
    {
        using var streams = new TcpStreams(new TcpSettings(new TcpOptions(), TimeProvider.System, NullLogger.Instance));
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{streams.ReservePort(IPAddress.Loopback)}");
        await using var pair = await HaPair.StartMasterAsync(streams: streams, haAddress: address);
        pair.Put(2000);
        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();
        pair.Put(2000);
        await pair.CaughtUpAsync();
        await pair.Slave!.KillAsync();
        pair.Put(2000);
        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();

        pair.ShouldBeAlike();
    }

    private static async Task CleanAsync(HaPair pair)
    {
        pair.MasterStore.TryFlush();
        await pair.CallAsync(BrokerHarness.Address, RemotingCommand.Request(RequestCode.DeleteExpiredCommitLog));
        await pair.Pump.UntilAsync(
            () => Task.FromResult(pair.MasterStore.MinPhysicalOffset > 0), () => "the master's first segment is removed");
    }
}
