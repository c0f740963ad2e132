using Engine.NameServer;

namespace Engine.Hosting;

/// <summary>One life of a name server. It keeps nothing on disk, so that a stop and a kill are the same: its routes are gone.</summary>
internal sealed class NameServerRun(NameServerNode node) : INodeRun
{
    public string? WriteStop => null;

    public Task StartAsync(CancellationToken cancellationToken) => node.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => node.StopAsync(cancellationToken);

    public Task KillAsync() => node.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
