using System.Collections.Immutable;
using Engine.Client.Consuming.Rebalance;
using Engine.Duties;
using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Lite;

/// <summary>
/// Holds the queues that the application names, whatever other members there are: at once, and again every 20 s or when triggered, as one
/// may fail or be reset. Mirrors the ASSIGN type of DefaultLitePullConsumerImpl.
/// </summary>
internal sealed partial class ManualAssignment : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    private readonly ConsumerScope _scope;
    private readonly QueueAssigner _assigner;
    private readonly PeriodicLoop _loop;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ILogger _logger;
    private ImmutableHashSet<MessageQueue> _wanted = [];

    public ManualAssignment(ConsumerScope scope, QueueAssigner assigner)
    {
        _scope = scope;
        _assigner = assigner;
        _logger = scope.Logger<ManualAssignment>();
        _loop = scope.Instance.Loop("assignment", Period, Period, ApplyAsync);
    }

    public IReadOnlyCollection<MessageQueue> Wanted => _wanted;

    public void Set(IEnumerable<MessageQueue> queues) => _wanted = [.. queues];

    public void Start() => _loop.Start();

    public void Trigger() => _loop.Trigger();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    /// <summary>One round; a topic that fails stops no other.</summary>
    public async ValueTask ApplyAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wanted = _wanted;
            foreach (var topic in wanted.Concat(_scope.Queues.Current.Keys).Select(queue => queue.Topic).ToHashSet().Order())
            {
                await ApplyAsync(topic, [.. wanted.Where(queue => queue.Topic == topic).Order()], cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ApplyAsync(string topic, IReadOnlyList<MessageQueue> wanted, CancellationToken cancellationToken)
    {
        try
        {
            await _assigner.AssignAsync(topic, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(_scope.Group, topic, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} keeps its queues of topic {Topic}, assigning failed: {Reason}")]
    private partial void LogFailed(string group, string topic, string reason);
}
