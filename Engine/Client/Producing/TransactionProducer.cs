using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// Sends messages that consumers get only when a local transaction holds. Start it once, use it from any number of threads, stop or dispose
/// it at the end. A broker that does not hear how a transaction ended asks any producer of the group. Mirrors RocketMQ's
/// TransactionMQProducer.
/// </summary>
public sealed class TransactionProducer : IAsyncDisposable
{
    private readonly ProducerRuntime _runtime;
    private readonly TransactionSends _transactions;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    internal TransactionProducer(TransactionProducerOptions options, ITransactionListener listener, ClientContext context)
    {
        ProducerChecks.Require(options);
        ArgumentNullException.ThrowIfNull(listener);
        _runtime = new ProducerRuntime(options.Sending, context, scope => new TransactionChecks(scope, listener, options));
        _transactions = new TransactionSends(_runtime.Scope, _runtime.Preparation, _runtime.Attempts, _runtime.Presence, listener);
    }

    /// <summary>Client id, <c>ip@pid#n</c>.</summary>
    public string ClientId => _runtime.ClientId;

    /// <summary>Producer group.</summary>
    public string Group => _runtime.Group;

    /// <summary>What it has under way and what it has lost.</summary>
    public ProducerStatistics Statistics => _runtime.Statistics;

    /// <summary>Starts the client.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _runtime.StartAsync(cancellationToken);

    /// <summary>
    /// Waits up to <see cref="ProducerOptions.AwaitTerminationWhenShutdown"/> for running checks, unregisters from every broker and closes
    /// the connections. A second call does nothing.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => _runtime.StopAsync(cancellationToken);

    /// <summary>Sends the half message, executes the local transaction, and tells the broker how it ended.</summary>
    /// <param name="message">The message, without a delay level.</param>
    /// <param name="argument">For the listener.</param>
    /// <param name="cancellationToken">
    /// Given to the listener. When it is cancelled before the half message is stored, the broker asks for the transaction later.
    /// </param>
    /// <exception cref="ClientException">The half message was refused, as any send; the local transaction was not executed.</exception>
    public Task<TransactionSendResult> SendAsync(Message message, object? argument, CancellationToken cancellationToken)
    {
        _runtime.RequireRunning();
        return _transactions.SendAsync(message, argument, cancellationToken);
    }

    /// <summary>Stops the producer if it runs.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);
}
