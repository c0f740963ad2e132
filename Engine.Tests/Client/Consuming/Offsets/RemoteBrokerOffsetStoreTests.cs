using Engine.Client;
using Engine.Client.Consuming.Offsets;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Consuming.Offsets;

public sealed class RemoteBrokerOffsetStoreTests : IAsyncLifetime
{
    private static readonly MessageQueue A0 = new(FakeCluster.Topic, "broker-a", 0);
    private static readonly MessageQueue A1 = new(FakeCluster.Topic, "broker-a", 1);
    private static readonly MessageQueue B0 = new(FakeCluster.Topic, "broker-b", 0);

    private FakeCluster _cluster = null!;
    private ClientInstance _instance = null!;
    private RemoteBrokerOffsetStore _store = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 2, queuesOnB: 2);
        _instance = _cluster.NewInstance();
        _store = NewStore(goesBackOnlyConfirmed: true);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "A5")]
    public void Update_IncreaseOnly_NeverLowers()
    {
        _store.Update(A0, 7, increaseOnly: true);
        _store.Update(A0, 5, increaseOnly: true);
        _store.ReadCached(A0).ShouldBe(7);

        _store.Update(A0, 5, increaseOnly: false);
        _store.ReadCached(A0).ShouldBe(5);
    }

    [Fact]
    [Trait("Behaviour", "A5")]
    public void Update_IncreaseOnlyByManyThreads_KeepsTheHighest()
    {
        Parallel.For(0, 20_000, i => _store.Update(A0, i * 7919L % 20_000, increaseOnly: true));

        _store.ReadCached(A0).ShouldBe(19_999);
    }

    [Fact]
    [Trait("Behaviour", "A5")]
    public async Task ReadAsync_ThreeSources_DifferAsTheySay()
    {
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 40);

        (await ReadAsync(A0, OffsetSource.Memory)).ShouldBeNull();
        (await ReadAsync(A0, OffsetSource.MemoryFirstThenStore)).ShouldBe(40);
        (await ReadAsync(A0, OffsetSource.Memory)).ShouldBe(40);
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 50);
        (await ReadAsync(A0, OffsetSource.MemoryFirstThenStore)).ShouldBe(40);
        (await ReadAsync(A0, OffsetSource.Store)).ShouldBe(50);
        (await ReadAsync(A0, OffsetSource.Memory)).ShouldBe(50);
        (await ReadAsync(A1, OffsetSource.Store)).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "E5")]
    public async Task ReadAsync_BrokerFails_IsAFailureNotNone()
    {
        _cluster.A.Node.On(RequestCode.QueryConsumerOffset, RemotingCommand.Answer(ResponseCode.SystemBusy, "busy"));

        var failure = await Should.ThrowAsync<ClientException>(() => ReadAsync(A0, OffsetSource.Store));

        failure.ResponseCode.ShouldBe(ResponseCode.SystemBusy);
        failure.Message.ShouldContain("127.0.0.1:10911");
    }

    [Fact]
    [Trait("Behaviour", "A3")]
    public async Task PersistAllAsync_TwoBrokers_ReportsOneWayToTheOwnerOfEachQueue()
    {
        _store.Update(A0, 10, increaseOnly: true);
        _store.Update(B0, 20, increaseOnly: true);

        await _store.PersistAllAsync(new HashSet<MessageQueue> { A0, B0 }, CancellationToken.None);

        var toA = _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem();
        toA.IsOneWay.ShouldBeTrue();
        toA.ReadHeader<UpdateConsumerOffsetHeader>().ShouldBe(new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = "g",
            Topic = FakeCluster.Topic,
            QueueId = 0,
            CommitOffset = 10,
            BrokerName = "broker-a",
            OnlyRaise = true,
        });
        var toB = _cluster.B.Node.Came(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem();
        toB.ReadHeader<UpdateConsumerOffsetHeader>().CommitOffset.ShouldBe(20);
    }

    [Fact]
    [Trait("Behaviour", "A3")]
    public async Task PersistAsync_Confirmed_MayLower()
    {
        _store.Update(A0, 10, increaseOnly: false);

        await _store.PersistAsync(A0, confirmed: true, CancellationToken.None);

        _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem()
            .ReadHeader<UpdateConsumerOffsetHeader>().OnlyRaise.ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "A3")]
    public async Task PersistAllAsync_AnyReportMayLower_TellsNothingThatWasOnlyRead()
    {
        _store = NewStore(goesBackOnlyConfirmed: false);
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 50);
        _cluster.A.SetOffset(FakeCluster.Topic, 1, 50);
        (await ReadAsync(A0, OffsetSource.Store)).ShouldBe(50);
        (await ReadAsync(A1, OffsetSource.Store)).ShouldBe(50);
        _store.Update(A1, 50, increaseOnly: false);
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 60);
        _cluster.A.SetOffset(FakeCluster.Topic, 1, 60);

        await _store.PersistAllAsync(new HashSet<MessageQueue> { A0, A1 }, CancellationToken.None);

        _cluster.A.OffsetOf(FakeCluster.Topic, 0).ShouldBe(60, "its last owner's report came after the reading");
        _cluster.A.OffsetOf(FakeCluster.Topic, 1).ShouldBe(50, "the application committed it");
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task FindCommittedAsync_SetReadOrNone_CachesNothingAndAsksForNoZero()
    {
        (await _store.FindCommittedAsync(A0, CancellationToken.None)).ShouldBeNull();
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 50);
        (await ReadAsync(A0, OffsetSource.Store)).ShouldBe(50);
        _cluster.A.SetOffset(FakeCluster.Topic, 0, 60);
        (await _store.FindCommittedAsync(A0, CancellationToken.None)).ShouldBe(60);
        _store.ReadCached(A0).ShouldBe(50);
        _store.Update(A0, 55, increaseOnly: false);
        (await _store.FindCommittedAsync(A0, CancellationToken.None)).ShouldBe(55);

        _cluster.A.Node.Came(RequestCode.QueryConsumerOffset)
            .Select(command => command.ReadHeader<QueryConsumerOffsetHeader>().SetZeroIfNotFound)
            .ShouldBe([false, null, false]);
    }

    [Fact]
    [Trait("Behaviour", "A2")]
    public async Task PersistAllAsync_QueueNoLongerHeld_LeavesTheCacheUnreported()
    {
        _store.Update(A0, 10, increaseOnly: true);
        _store.Update(A1, 11, increaseOnly: true);

        await _store.PersistAllAsync(new HashSet<MessageQueue> { A1 }, CancellationToken.None);

        _store.ReadCached(A0).ShouldBeNull();
        _store.ReadCached(A1).ShouldBe(11);
        _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem()
            .ReadHeader<UpdateConsumerOffsetHeader>().QueueId.ShouldBe(1);
    }

    [Fact]
    [Trait("Behaviour", "A1")]
    public async Task PersistAllAsync_OneBrokerGone_ReportsToTheOther()
    {
        await _instance.Routes.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
        var gone = new MessageQueue(FakeCluster.Topic, "broker-x", 0);
        _store.Update(gone, 1, increaseOnly: true);
        _store.Update(A0, 10, increaseOnly: true);
        _store.Update(B0, 20, increaseOnly: true);

        await _store.PersistAllAsync(new HashSet<MessageQueue> { gone, A0, B0 }, CancellationToken.None);

        _cluster.A.OffsetOf(FakeCluster.Topic, 0).ShouldBe(10);
        _cluster.B.OffsetOf(FakeCluster.Topic, 0).ShouldBe(20);
    }

    [Fact]
    [Trait("Behaviour", "A3")]
    public async Task PersistAsync_OnlyASlaveLeft_KeepsTheOffset()
    {
        var slave = new BrokerData
        {
            Cluster = "c",
            BrokerName = "broker-a",
            BrokerAddrs = new Dictionary<long, string> { [1] = _cluster.A.Address },
        };
        _cluster.SetRoute(FakeCluster.Topic, FakeCluster.RouteOf((_cluster.A, 2)) with { BrokerDatas = [slave] });
        _store.Update(A0, 10, increaseOnly: true);

        await _store.PersistAsync(A0, confirmed: false, CancellationToken.None);

        _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
        _store.ReadCached(A0).ShouldBe(10);
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public async Task Carry_UntilItIsHandedOver_ReportsOfTheQueueWaitAndThenTellTheNewerValue()
    {
        _store.Update(A0, 10, increaseOnly: true);
        var carried = _store.Carry(A0);
        carried.Offset.ShouldBe(10);

        var report = _store.PersistAsync(A0, confirmed: false, CancellationToken.None).AsTask();
        _store.Update(A0, 12, increaseOnly: true);
        report.IsCompleted.ShouldBeFalse();
        _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
        carried.Dispose();
        await report;

        _cluster.A.OffsetOf(FakeCluster.Topic, 0).ShouldBe(12);
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public async Task Carry_WhileAReportIsUnderWay_CarriesNothing()
    {
        _store.Update(A0, 10, increaseOnly: true);
        using (var first = _store.Carry(A0))
            _store.Carry(A0).Offset.ShouldBeNull();

        await _store.PersistAsync(A0, confirmed: false, CancellationToken.None);

        using var after = _store.Carry(A0);
        after.Offset.ShouldBe(10);
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public void Carry_NoOffset_KeepsNoTurn()
    {
        _store.Carry(A0).Offset.ShouldBeNull();
        _store.Update(A0, 10, increaseOnly: true);

        using var carried = _store.Carry(A0);
        carried.Offset.ShouldBe(10);
    }

    private RemoteBrokerOffsetStore NewStore(bool goesBackOnlyConfirmed) =>
        new("g", goesBackOnlyConfirmed, _instance.Routes, _instance.Apis.Offsets, NullLogger.Instance);

    private async Task<long?> ReadAsync(MessageQueue queue, OffsetSource source) =>
        await _store.ReadAsync(queue, source, CancellationToken.None);
}
