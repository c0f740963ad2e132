using Engine.Broker;
using Engine.Tests.Client;

namespace Engine.Tests.Broker.Replication;

/// <summary>A slave whose master is scripted.</summary>
internal sealed class SlaveHarness : IAsyncDisposable
{
    private readonly IAsyncDisposable _listener;

    private SlaveHarness(BrokerHarness broker, IAsyncDisposable listener)
    {
        Broker = broker;
        _listener = listener;
    }

    internal BrokerHarness Broker { get; }

    internal TableMaster Master { get; private init; } = null!;

    /// <param name="before">What happens while the broker is still a master.</param>
    /// <param name="change">Further settings of the slave.</param>
    internal static async Task<SlaveHarness> StartAsync(
        Func<BrokerHarness, Task>? before = null, Func<BrokerOptions, BrokerOptions>? change = null)
    {
        BrokerHarness broker;
        if (before is null)
        {
            broker = await BrokerHarness.StartAsync(options => AsSlave(options, change));
        }
        else
        {
            broker = await BrokerHarness.StartAsync();
            await before(broker);
            await broker.RestartAsync(options => AsSlave(options, change));
        }

        var master = new TableMaster();
        var listener = await broker.Network.ListenAsync(TableMaster.Address, master, CancellationToken.None);
        return new SlaveHarness(broker, listener) { Master = master };
    }

    /// <summary>The first look at the master's tables.</summary>
    internal async Task SyncFirstAsync()
    {
        await NextTurnAsync(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => Broker.Tables.Topics.Version == Master.Version, "the slave to take the topics");
    }

    /// <summary>The questions of one more turn have come, and the last one's answer has been taken.</summary>
    internal async Task NextTurnAsync(TimeSpan later)
    {
        var asked = Master.Asked.Count;
        Broker.Clock.Advance(later);
        await Master.AskedAsync(asked + 4);
    }

    internal ValueTask StopMasterAsync() => _listener.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await _listener.DisposeAsync();
    }

    private static BrokerOptions AsSlave(BrokerOptions options, Func<BrokerOptions, BrokerOptions>? change)
    {
        var slave = options with { Role = BrokerRole.Slave, BrokerId = 1, MasterAddress = TableMaster.Address };
        return change?.Invoke(slave) ?? slave;
    }
}
