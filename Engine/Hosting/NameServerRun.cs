using Engine.NameServer;

namespace Engine.Hosting;

/// <summary>
/// One life of a name server. Its routes are in memory alone, so that a stop and a kill are the same; its key-value table is on disk at any
/// time.
/// </summary>
internal sealed class NameServerRun(NameServerNode node) : INodeRun
{
    public string? WriteStop => null;

    public Task StartAsync(CancellationToken cancellationToken) => node.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => node.StopAsync(cancellationToken);

    public Task KillAsync() => node.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
