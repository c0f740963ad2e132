using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
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

    /// <summary>Why something of it cannot be read at the moment; it is read once it can. Null when all is.</summary>
    public AdminException? Problem { get; private set; }

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
                Problem = await ReadNewAsync(cancellationToken);
            }
        }
        catch (AdminException exception)
        {
            Problem = exception;
        }
        finally
        {
            _turn.Release();
        }

        await changed();
    }

    /// <summary>Reads every queue, and gives the failure of one that could not be read.</summary>
    private async Task<AdminException?> ReadNewAsync(CancellationToken cancellationToken)
    {
        var detail = await gateway.GetTopicAsync(topic, cancellationToken);
        var came = new List<BrowsedMessage>();
        AdminException? failure = null;
        try
        {
            foreach (var queue in detail.Queues)
            {
                try
                {
                    await ReadQueueAsync(queue, came, cancellationToken);
                }
                catch (AdminException exception)
                {
                    // Its messages wait for the next turn.
                    failure = exception;
                }
            }

            _isBased = true;
        }
        finally
        {
            Show(came);
        }

        return failure;
    }

    private async Task ReadQueueAsync(TopicQueue queue, List<BrowsedMessage> came, CancellationToken cancellationToken)
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
            return;
        }

        var start = Math.Max(from, queue.MaxOffset - MostAtOnce);
        var slice = await gateway.Messages.ReadQueueAsync(
            new MessageQueue(topic, queue.Broker, queue.QueueId), start, (int)(queue.MaxOffset - start), cancellationToken);
        came.AddRange(slice.Messages);

        // A broker may give less than was asked for: what is not here yet is asked for again.
        var first = Math.Max(start, slice.MinOffset);
        _next[key] = slice.Messages.Count > 0 ? slice.Messages[^1].Message.QueueOffset + 1 : first;
        Dropped += first - from;
    }

    private void Show(List<BrowsedMessage> came)
    {
        if (came.Count > 0)
        {
            List<BrowsedMessage> all = [.. came.OrderByDescending(message => message.StoredAt), .. Messages];
            Dropped += Math.Max(0, all.Count - Most);
            Messages = [.. all.Take(Most)];
        }
    }
}
