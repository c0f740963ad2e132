using System.IO.Pipelines;

namespace Engine.Remoting.Transports;

/// <summary>
/// One side of an in-process stream. Whoever disposes of it has ended its own reads and writes before; the other side sees the end behind
/// what was written.
/// </summary>
internal sealed class InProcessStream(string remoteAddress, PipeReader input, PipeWriter output, Action? onClosed) : IStreamConnection
{
    private int _closed;

    public string RemoteAddress { get; } = remoteAddress;

    public PipeReader Input { get; } = input;

    public PipeWriter Output { get; } = output;

    public ValueTask DisposeAsync() => CloseAsync(null);

    /// <summary>Closes it; with a fault, which the other side's reads throw.</summary>
    internal async ValueTask CloseAsync(IOException? fault)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            await Output.CompleteAsync(fault).ConfigureAwait(false);
            await Input.CompleteAsync().ConfigureAwait(false);
            onClosed?.Invoke();
        }
    }
}
