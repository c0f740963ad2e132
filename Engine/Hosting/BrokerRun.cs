using Engine.Broker;

namespace Engine.Hosting;

/// <summary>One life of a broker.</summary>
internal sealed class BrokerRun(BrokerNode node) : INodeRun
{
    public string? WriteStop => node.Tables.Store.WriteStop;

    public Task StartAsync(CancellationToken cancellationToken) => node.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => node.StopAsync(cancellationToken);

    public Task KillAsync() => node.KillAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
