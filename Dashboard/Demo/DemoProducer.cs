using Engine.Client.Producing;

namespace Dashboard.Demo;

/// <summary>One running demo producer: a real producer with its own loop.</summary>
internal sealed partial class DemoProducer : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly DemoProducerRequest _request;
    private readonly Producer _producer;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly DemoRate _rate;
    private Task _loop = Task.CompletedTask;
    private long _sent;
    private long _failed;
    private volatile string _state = "running";
    private volatile string? _error;

    public DemoProducer(string id, DemoProducerRequest request, Producer producer, TimeProvider timeProvider, ILogger logger)
    {
        Id = id;
        _request = request;
        _producer = producer;
        _timeProvider = timeProvider;
        _logger = logger;
        _rate = new DemoRate(timeProvider);
    }

    public string Id { get; }

    public bool IsOver => _state is "finished" or "stopped";

    public DemoProducerView View
    {
        get
        {
            var sent = Interlocked.Read(ref _sent);
            var rate = IsOver ? 0 : _rate.Now(sent);
            return new DemoProducerView(Id, _request.Topic, sent, Interlocked.Read(ref _failed), rate, _state, _error);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _producer.StartAsync(cancellationToken);
        _loop = RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _producer.DisposeAsync();
        _state = "stopped";
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var pace = new DemoPace(_request.RatePerSecond);
        var started = _timeProvider.GetTimestamp();
        var attempted = 0L;
        while (_request.Count is not { } count || attempted < count)
        {
            var elapsed = _timeProvider.GetElapsedTime(started);
            var due = Math.Min(pace.Due(elapsed, attempted), (_request.Count ?? long.MaxValue) - attempted);
            if (due <= 0)
            {
                await Task.Delay(pace.UntilNext(elapsed, attempted), _timeProvider, cancellationToken);
                continue;
            }

            var batch = DemoMessages.BatchSize(due, _request.BodyBytes);
            await SendAsync(attempted, batch, cancellationToken);
            attempted += batch;
        }

        _state = "finished";
    }

    private async Task SendAsync(long first, int count, CancellationToken cancellationToken)
    {
        try
        {
            var messages = DemoMessages.MakeMany(_request, first, count);
            await (count == 1
                ? _producer.SendAsync(messages[0], cancellationToken)
                : _producer.SendBatchAsync(messages, cancellationToken));
            Interlocked.Add(ref _sent, count);
            _rate.Sample(Interlocked.Read(ref _sent));
            (_state, _error) = ("running", null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Interlocked.Add(ref _failed, count);
            if (_state != "failing")
            {
                LogFailing(_logger, exception, Id, _request.Topic);
            }

            (_state, _error) = ("failing", exception.Message);
            await Task.Delay(RetryDelay, _timeProvider, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demo producer {Id} cannot send to topic {Topic}; it goes on trying")]
    private static partial void LogFailing(ILogger logger, Exception exception, string id, string topic);
}
