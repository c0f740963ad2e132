using Engine.Client;
using Engine.Client.Consuming.Offsets;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Consuming.Offsets;

/// <summary>Broker-a with node A as its master and node B as its slave; a report that finds no master, and what becomes of it.</summary>
[Trait("Behaviour", "G3")]
public sealed class UnreportedOffsetTests : IAsyncLifetime
{
    private static readonly MessageQueue Queue = new(FakeCluster.Topic, "broker-a", 0);
    private static readonly HashSet<MessageQueue> Held = [Queue];

    private FakeCluster _cluster = null!;
    private ClientInstance _instance = null!;
    private RemoteBrokerOffsetStore _store = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _instance = _cluster.NewInstance();
        _store = new RemoteBrokerOffsetStore(
            "g", goesBackOnlyConfirmed: true, _instance.Routes, _instance.Apis.Offsets, NullLogger.Instance);
        _cluster.B.SetOffset(FakeCluster.Topic, 0, 4);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task G3_QueueLostAndGotBackWithoutItsMaster_GoesOnWhereThisConsumerWas()
    {
        await RouteAsync(1);
        _store.Update(Queue, 10, increaseOnly: true);

        await _store.PersistAsync(Queue, confirmed: false, CancellationToken.None);
        _store.Remove(Queue);

        (await ReadAsync()).ShouldBe(10, "the slave knows 4");
        _cluster.B.Node.Came(RequestCode.UpdateConsumerOffset).ShouldBeEmpty();
    }

    [Fact]
    public async Task G3_SlaveThatKnowsMore_IsBelieved()
    {
        await RouteAsync(1);
        _store.Update(Queue, 3, increaseOnly: true);

        await _store.PersistAsync(Queue, confirmed: false, CancellationToken.None);
        _store.Remove(Queue);

        (await ReadAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task G3_MasterThatIsBack_IsToldOfAQueueThatWasLostMeanwhile_Once()
    {
        await RouteAsync(1);
        _store.Update(Queue, 10, increaseOnly: true);
        await _store.PersistAsync(Queue, confirmed: false, CancellationToken.None);
        _store.Remove(Queue);

        await RouteAsync(0, 1);
        await _store.PersistAllAsync(new HashSet<MessageQueue>(), CancellationToken.None);
        await _store.PersistAllAsync(new HashSet<MessageQueue>(), CancellationToken.None);

        var told = _cluster.A.Node.Came(RequestCode.UpdateConsumerOffset).ShouldHaveSingleItem().ReadHeader<UpdateConsumerOffsetHeader>();
        (told.CommitOffset, told.OnlyRaise).ShouldBe((10, true));
    }

    [Fact]
    public async Task G3_MasterThatIsBack_GetsTheCachedOffsetWithTheNextReport()
    {
        await RouteAsync(1);
        _store.Update(Queue, 10, increaseOnly: true);
        await _store.PersistAllAsync(Held, CancellationToken.None);
        _store.Update(Queue, 12, increaseOnly: true);

        await RouteAsync(0, 1);
        await _store.PersistAllAsync(Held, CancellationToken.None);

        _cluster.A.OffsetOf(FakeCluster.Topic, 0).ShouldBe(12);
    }

    [Fact]
    public async Task G3_ResetMeanwhile_WinsOverWhatWasReached()
    {
        await RouteAsync(1);
        _store.Update(Queue, 10, increaseOnly: true);
        await _store.PersistAsync(Queue, confirmed: false, CancellationToken.None);
        _store.Remove(Queue);

        _store.ForgetReached(Queue);

        (await ReadAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task G3_ReportThatCannotBeSent_IsKeptToo()
    {
        await RouteAsync(0, 1);
        await RouteAsync(Address("127.0.0.1:1"), 1);
        _store.Update(Queue, 10, increaseOnly: true);
        await Should.ThrowAsync<ClientException>(async () => await _store.PersistAsync(Queue, confirmed: false, CancellationToken.None));
        _store.Remove(Queue);

        await RouteAsync(1);

        (await ReadAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task G3_ReadingAnOlderOffset_DoesNotLowerWhatConsumptionReached()
    {
        await RouteAsync(1);
        _store.Update(Queue, 10, increaseOnly: true);

        await ReadAsync();

        _store.ReadCached(Queue).ShouldBe(10);
    }

    private static KeyValuePair<long, string> Address(string master) => new(0, master);

    private Task RouteAsync(params long[] ids) =>
        RouteAsync(ids.Select(id => KeyValuePair.Create(id, id == 0 ? _cluster.A.Address : _cluster.B.Address)));

    private Task RouteAsync(KeyValuePair<long, string> master, long slave) =>
        RouteAsync([master, KeyValuePair.Create(slave, _cluster.B.Address)]);

    private async Task RouteAsync(IEnumerable<KeyValuePair<long, string>> addresses)
    {
        var broker = new BrokerData { Cluster = "c", BrokerName = "broker-a", BrokerAddrs = addresses.ToDictionary() };
        _cluster.SetRoute(FakeCluster.Topic, FakeCluster.RouteOf((_cluster.A, 1)) with { BrokerDatas = [broker] });
        await _instance.Routes.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
    }

    private async Task<long?> ReadAsync() => await _store.ReadAsync(Queue, OffsetSource.Store, CancellationToken.None);
}
