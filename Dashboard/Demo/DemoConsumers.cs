using Engine.Client.Consuming;

namespace Dashboard.Demo;

/// <summary>The clients of one start: real push consumers that share a listener.</summary>
/// <param name="id">Id of the start.</param>
/// <param name="request">What was asked for.</param>
/// <param name="numbers">The numbers of its clients among those of the group.</param>
/// <param name="consumers">The clients.</param>
/// <param name="listener">Their listener.</param>
internal sealed class DemoConsumers(
    string id,
    DemoConsumerRequest request,
    IReadOnlyList<int> numbers,
    IReadOnlyList<PushConsumer> consumers,
    DemoListener listener) : IAsyncDisposable
{
    private volatile string _state = "starting";
    private volatile string? _error;

    public string Id => id;

    public string Group => request.Group;

    public IReadOnlyList<int> Numbers => numbers;

    public bool IsSilent => _state == "silent";

    public DemoConsumerView View =>
        new(id, request.Group, request.Topic, listener.Consumed, _state, request.Instances, request.DelayMs, _error)
        {
            Failed = listener.Failed,
            FailurePercent = request.FailurePercent,
            Orderly = request.Orderly,
            Broadcast = request.Broadcast,
        };

    /// <summary>Starts every client; when one cannot start, those already started are stopped again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var consumer in consumers)
            {
                await consumer.StartAsync(cancellationToken);
            }

            _state = "running";
        }
        catch (Exception exception)
        {
            _error = exception.Message;
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the clients; silent ones stay listed until they are stopped again.</summary>
    public async Task StopAsync(ConsumerStop stop, CancellationToken cancellationToken)
    {
        _state = stop == ConsumerStop.Silent ? "silent" : "stopping";
        await Task.WhenAll(consumers.Select(consumer => stop switch
        {
            ConsumerStop.Kill => consumer.AbortAsync(ConsumerAbort.CloseChannel),
            ConsumerStop.Silent => consumer.AbortAsync(ConsumerAbort.Silent),
            _ => consumer.StopAsync(cancellationToken),
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(consumers.Select(consumer => consumer.DisposeAsync().AsTask()));
        _state = "stopped";
    }
}
