using System.Threading.Channels;
using Engine.Remoting.Transports;

namespace Engine.Tests.Broker.Replication;

/// <summary>
/// Stands where slaves are served and says what a test wants; requests go to the real master, whose log it has.
/// </summary>
internal sealed class ScriptedMaster : IAsyncDisposable
{
    private readonly Channel<ScriptedFeed> _came = Channel.CreateUnbounded<ScriptedFeed>();
    private IAsyncDisposable? _listener;

    internal static async Task<ScriptedMaster> ListenAsync(IStreamNetwork streams)
    {
        var master = new ScriptedMaster();
        master._listener = await streams.ListenAsync(HaPair.HaAddress, master.ServeAsync, CancellationToken.None);
        return master;
    }

    /// <summary>The slave's next connection; the clock goes on until it comes.</summary>
    internal async Task<ScriptedFeed> NextAsync(HaPair pair)
    {
        var next = _came.Reader.ReadAsync().AsTask();
        await pair.Pump.UntilAsync(next, "the slave connects");
        return await next;
    }

    public ValueTask DisposeAsync() => _listener!.DisposeAsync();

    private async Task ServeAsync(IStreamConnection connection, CancellationToken stopping)
    {
        var feed = new ScriptedFeed(connection);
        _came.Writer.TryWrite(feed);
        await feed.Ended.WaitAsync(stopping);
    }
}
