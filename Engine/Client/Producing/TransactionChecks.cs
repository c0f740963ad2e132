using System.Threading.Channels;
using Engine.Duties;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Answers the questions of brokers, so many at a time. Bounded: a question beyond the capacity is refused and counted; the broker asks
/// again a minute later. Mirrors DefaultMQProducerImpl#checkTransactionState with its executor.
/// </summary>
internal sealed partial class TransactionChecks : IAsyncDisposable
{
    private readonly ProducerScope _scope;
    private readonly ITransactionListener _listener;
    private readonly TransactionEnds _ends;
    private readonly Channel<TransactionCheck> _waiting;
    private readonly BackgroundLoop[] _loops;
    private readonly ILogger _logger;
    private long _answered;
    private long _refused;

    public TransactionChecks(ProducerScope scope, ITransactionListener listener, TransactionProducerOptions options)
    {
        _scope = scope;
        _listener = listener;
        _ends = new TransactionEnds(scope);
        Topics = [TopicNames.AutoCreateTemplate, .. options.Topics];
        _logger = scope.Logger<TransactionChecks>();
        _waiting = Channel.CreateBounded<TransactionCheck>(
            new BoundedChannelOptions(options.CheckRequestHoldMax) { FullMode = BoundedChannelFullMode.Wait });
        _loops =
        [
            .. Enumerable.Range(0, options.CheckConcurrency).Select(number => new BackgroundLoop(
                $"transaction checks {number} of client {scope.Instance.ClientId}", RunAsync, _logger, scope.TimeProvider)),
        ];
    }

    /// <summary>
    /// The template topic, which as a rule all brokers have, and those that the application names: so brokers find a producer that was
    /// started again before it sends.
    /// </summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>Questions that were answered, with whatever state.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Questions for which there was no room.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void Start()
    {
        foreach (var loop in _loops)
        {
            loop.Start();
        }
    }

    /// <summary>Takes a question to be answered in its turn.</summary>
    public void Put(TransactionCheck check)
    {
        if (!_waiting.Writer.TryWrite(check))
        {
            Interlocked.Increment(ref _refused);
            LogRefused(_scope.Options.Group, check.Message.MessageId, check.BrokerAddress);
        }
    }

    /// <summary>
    /// Takes no more, forgets what waits, and returns when the running calls of the listener have, whose token is cancelled.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_loops.Select(loop => loop.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var check in _waiting.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
        {
            await AnswerAsync(check, stopping).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(TransactionCheck check, CancellationToken stopping)
    {
        var (state, failure) = await AskAsync(check, stopping).ConfigureAwait(false);
        try
        {
            await _ends.AnswerAsync(check, state, failure, stopping).ConfigureAwait(false);
            Interlocked.Increment(ref _answered);
        }
        catch (ClientException exception)
        {
            LogNotAnswered(_scope.Options.Group, check.Message.MessageId, state, check.BrokerAddress, exception.Message);
        }
    }

    private async Task<(LocalTransactionState State, Exception? Failure)> AskAsync(TransactionCheck check, CancellationToken stopping)
    {
        try
        {
            return (await _listener.CheckAsync(check.Message, stopping).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogCheckFailed(exception, _scope.Options.Group, check.Message.MessageId);
            return (LocalTransactionState.Unknown, exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the check of transaction {Id} of producer group {Group} failed and counts as unknown")]
    private partial void LogCheckFailed(Exception exception, string group, string id);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "transaction {Id} of producer group {Group} is {State}, but broker {Address} that asked could not be told: {Reason}")]
    private partial void LogNotAnswered(string group, string id, LocalTransactionState state, string address, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "producer group {Group} has no room for the question of broker {Address} what became of transaction {Id}")]
    private partial void LogRefused(string group, string id, string address);
}
