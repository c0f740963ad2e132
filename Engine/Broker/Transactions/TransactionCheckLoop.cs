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

    /// <summary>After the last round and a flush of the store: puts where the round came to into the offsets that the stop saves.</summary>
    public void SaveReached() => _check.SaveReached();

    /// <summary>Ends the rounds.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
