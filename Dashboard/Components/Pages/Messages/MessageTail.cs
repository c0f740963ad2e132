using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Components.Pages.Messages;

/// <summary>
/// The newly stored messages of one topic, read after each change signal, at most <see cref="Most"/> of them. What comes faster than it is
/// read is left out and counted. Used on one thread of control at a time, but for the signals, which it orders itself.
/// </summary>
internal sealed class MessageTail(IClusterGateway gateway, string topic, TimeProvider time, Func<Task> changed)
{
    public const int Most = 500;
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<(string Broker, int QueueId), long> _next = [];
    private bool _isBased;

    /// <summary>The newest first; a new list after each change.</summary>
    public IReadOnlyList<BrowsedMessage> Messages { get; private set; } = [];

    /// <summary>Messages that came since it began and are not among those shown.</summary>
    public long Dropped { get; private set; }

    public bool IsPaused { get; private set; }

    /// <summary>Why it does not go on at the moment; null when it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>"push" or "poll 1 s"; null before the first signal.</summary>
    public string? Source { get; private set; }

    /// <summary>Goes on until the token ends it. Each turn is followed by a pause of 200 ms, so that a busy topic costs no more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var signals = gateway.WatchChangesAsync(ChangeScope.OfTopic(topic), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        var next = signals.MoveNextAsync();
        await ReadAsync(cancellationToken);
        while (await next)
        {
            Source = signals.Current.Source;
            await ReadAsync(cancellationToken);
            await Task.Delay(Distance, time, cancellationToken);
            next = signals.MoveNextAsync();
        }
    }

    /// <summary>It ended before its time.</summary>
    public void Fail(string problem) => Problem = problem;

    public void Pause() => IsPaused = true;

    /// <summary>Goes on with the newest; what was stored meanwhile is read as far as there is room.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        IsPaused = false;
        return ReadAsync(cancellationToken);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!IsPaused)
            {
                await ReadNewAsync(cancellationToken);
                Problem = null;
            }
        }
        catch (AdminException exception)
        {
            Problem = exception.Message;
        }
        finally
        {
            _turn.Release();
        }

        await changed();
    }

    private async Task ReadNewAsync(CancellationToken cancellationToken)
    {
        var detail = await gateway.GetTopicAsync(topic, cancellationToken);
        var came = new List<BrowsedMessage>();
        foreach (var queue in detail.Queues)
        {
            var key = (queue.Broker, queue.QueueId);
            if (!_next.TryGetValue(key, out var from))
            {
                from = _next[key] = _isBased ? queue.MinOffset : queue.MaxOffset;
            }

            if (from >= queue.MaxOffset)
            {
                // A topic that was made anew begins again.
                _next[key] = queue.MaxOffset;
                continue;
            }

            var start = Math.Max(from, queue.MaxOffset - MostAtOnce);
            var slice = await gateway.Messages.ReadQueueAsync(
                new MessageQueue(topic, queue.Broker, queue.QueueId), start, (int)(queue.MaxOffset - start), cancellationToken);
            came.AddRange(slice.Messages);
            Dropped += start - from;
            _next[key] = queue.MaxOffset;
        }

        _isBased = true;
        if (came.Count > 0)
        {
            List<BrowsedMessage> all = [.. came.OrderByDescending(message => message.StoredAt), .. Messages];
            Dropped += Math.Max(0, all.Count - Most);
            Messages = [.. all.Take(Most)];
        }
    }
}
