using Engine.Broker.Delays;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;
using Engine.Tests.Store;

namespace Engine.Tests.Broker.Delays;

/// <summary>Where the levels go on after a stop, a kill and a loss of power.</summary>
public sealed class DelayProgressTests
{
    [Fact]
    public async Task Restart_Levels_GoOnWhereTheyWere()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());
        var before = harness.Clock.ArmedTimers;
        await SendAsync(client, level: 1);
        await SendAsync(client, level: 3);
        await harness.Clock.WaitForTimersAsync(before + 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await Soon.Within(held, "the message of the first level");

        await harness.RestartAsync();

        harness.Tables.DelayOffsets.Find(1).ShouldBe(1);
        await client.HeartbeatAsync();
        var next = client.PullAsync(BrokerClient.Pull(1));
        await harness.Clock.WaitForTimersAsync(before + 1);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        MessageRecordReader.ReadAll((await Soon.Within(next, "the message of the third level")).Body).Count.ShouldBe(1);
        harness.Read(BrokerClient.Topic).Count.ShouldBe(2, "the first one does not come again");
    }

    [Fact]
    public async Task Restart_ProgressWasNotSaved_MessagesComeAgainRatherThanNever()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());
        var before = harness.Clock.ArmedTimers;
        await SendAsync(client, level: 1);
        await harness.Clock.WaitForTimersAsync(before + 1);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await Soon.Within(held, "the delayed message");
        await harness.StopBrokerAsync();
        File.Delete(Path.Combine(harness.Options.StoreFolder, "config", "delayOffset.json"));

        await harness.StartBrokerAsync();

        await client.HeartbeatAsync();
        var again = client.PullAsync(BrokerClient.Pull(1));
        (await Soon.Within(again, "the message once more")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Version_DeliveredMessagesAreNotOnTheDiskYet_DoesNotChange()
    {
        await using var harness = await StoreHarness.StartAsync();
        var offsets = new DelayOffsetTable();
        var flushed = new FlushedDelayOffsets(offsets, harness.Store);
        var before = flushed.Version;
        harness.Put("T", 0, "delivered");
        offsets.Put(1, 1);

        flushed.Version.ShouldBe(before);
        Table(flushed).ShouldBeEmpty();

        // What comes meanwhile does not put the saving off.
        Flush(harness);
        harness.Put("T", 0, "another");
        offsets.Put(1, 2);
        flushed.Version.ShouldBeGreaterThan(before);
        Table(flushed).ShouldBe(new Dictionary<int, long> { [1] = 1 });

        Flush(harness);
        flushed.Version.ShouldBe(offsets.Version);
        Table(flushed).ShouldBe(new Dictionary<int, long> { [1] = 2 });
    }

    private static IReadOnlyDictionary<int, long> Table(FlushedDelayOffsets flushed) =>
        flushed.ToBody().ShouldBeOfType<DelayOffsetBody>().OffsetTable;

    private static async Task SendAsync(BrokerClient client, int level)
    {
        var answer = await client.SendAsync(properties: PropertyString.With("", "DELAY", $"{level}"));
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
    }

    private static void Flush(StoreHarness harness)
    {
        var end = harness.Store.MaxPhysicalOffset;
        SpinWait.SpinUntil(
            () =>
            {
                harness.Clock.Advance(TimeSpan.FromSeconds(1));
                return harness.Store.FlushedPhysicalOffset >= end;
            },
            TimeSpan.FromSeconds(20)).ShouldBeTrue("the store flushes");
    }
}
