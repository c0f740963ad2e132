using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Transactions;

/// <summary>Checks open transactions now and then. Mirrors TransactionalMessageCheckService.</summary>
internal sealed class TransactionCheckLoop : IAsyncDisposable
{
    private readonly TransactionCheck _check;
    private readonly PeriodicLoop _loop;

    public TransactionCheckLoop(TransactionCheck check, BrokerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _check = check;
        _loop = new PeriodicLoop(
            $"transaction check {options.BrokerName}",
            options.TransactionCheckInterval,
            options.TransactionCheckInterval,
            check.RunAsync,
            timeProvider,
            logger);
    }

    public void Start() => _loop.Start();

    /// <summary>Ends the rounds; where the last one came to is then in the offsets that the stop saves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _check.SaveReached(isStopping: true);
    }
}
