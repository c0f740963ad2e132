using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Engine.Diagnostics;
using Engine.Protocol.Codes;

namespace Engine.Tests.Broker.Sending;

public sealed class SyncSendTests
{
    private const int Senders = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Send_ManyWhileAFlushRuns_AreAllStoredMeanwhileAndShareTheNext()
    {
        using var meter = new EngineMeter();
        var groups = new ConcurrentQueue<int>();
        await using var harness = await BrokerHarness.StartAsync(options => options with { FlushSync = true }, meter);
        var client = harness.NewClient();
        await client.CreateTopicAsync();

        // The listener runs on the thread that flushes: it holds the first flush until everything is stored, with a lane of four places.
        using var listener = Listen(harness.Options.StoreFolder, senders =>
        {
            groups.Enqueue(senders);
            SpinWait.SpinUntil(() => harness.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max == Senders, Patience).ShouldBeTrue();
        });

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => client.SendOkAsync()));

        groups.Count.ShouldBeInRange(1, 2);
        harness.Tables.Store.FlushedPhysicalOffset.ShouldBe(harness.Tables.Store.MaxPhysicalOffset);
    }

    [Fact]
    public async Task Send_MoreWaitThanMay_TheyAreAllAnswered()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { FlushSync = true, FlushWaitCapacity = 0 });
        var client = harness.NewClient();
        await client.CreateTopicAsync();

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => client.SendOkAsync()));

        harness.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(Senders);
    }

    [Theory]
    [InlineData("WAIT\u0001false", false)]
    [InlineData("WAIT\u0001no", false)]
    [InlineData("WAIT\u0001TRUE", true)]
    [InlineData("KEYS\u0001k", true)]
    public async Task Send_Wait_SaysWhetherTheAnswerComesBehindTheFlush(string properties, bool isFlushed)
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { FlushSync = true });
        var client = harness.NewClient();
        await client.CreateTopicAsync();

        (await client.SendAsync(properties: properties)).Code.ShouldBe(ResponseCode.Success);

        var store = harness.Tables.Store;
        (store.FlushedPhysicalOffset == store.MaxPhysicalOffset).ShouldBe(isFlushed);
    }

    private static MeterListener Listen(string store, Action<int> onGroup)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == StoreInstruments.GroupCommitSize)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, senders, tags, _) =>
        {
            if (tags[0].Value is string folder && folder == store)
                onGroup(senders);
        });
        listener.Start();
        return listener;
    }
}
