using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Hosting;

/// <summary>The producer behind an operator's "send a message": made and started with the first one.</summary>
internal sealed class AdminProducer(Func<Producer> make) : IAsyncDisposable
{
    /// <summary>Its producer group.</summary>
    public const string Group = "CONSOLE_ADMIN";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Producer? _producer;

    public async Task<SendResult> SendAsync(Message message, CancellationToken cancellationToken)
    {
        var producer = Volatile.Read(ref _producer) ?? await StartAsync(cancellationToken).ConfigureAwait(false);
        return await producer.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _producer, null) is { } producer)
        {
            await producer.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Dispose();
    }

    private async Task<Producer> StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_producer is null)
            {
                var producer = make();
                await producer.StartAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _producer, producer);
            }

            return _producer;
        }
        finally
        {
            _turn.Release();
        }
    }
}
