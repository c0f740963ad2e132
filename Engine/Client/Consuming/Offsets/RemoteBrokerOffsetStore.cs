using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Protocol;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// Offsets of a clustering group, kept by the brokers: one request per queue to the broker that owns it (A3). Mirrors
/// RemoteBrokerOffsetStore. Its cache holds the queues of this consumer.
/// </summary>
/// <param name="group">Consumer group.</param>
/// <param name="goesBackOnlyConfirmed">
/// Whether only a confirmed report, that of a reset or a correction, may lower an offset at its broker: any other lower one comes of a
/// queue that was begun before its last member had reported. Where any report may lower it, an offset that was only read is not reported.
/// </param>
/// <param name="routes">Where the brokers are.</param>
/// <param name="api">The requests.</param>
/// <param name="logger">Its log.</param>
internal sealed partial class RemoteBrokerOffsetStore(
    string group, bool goesBackOnlyConfirmed, RouteTable routes, BrokerOffsetApi api, ILogger logger) : IOffsetStore
{
    private readonly OffsetCache _cache = new();

    private readonly ReportTurns _turns = new();

    private readonly UnreportedOffsets _unreported = new();

    public void Load()
    {
        // The brokers have them; each is asked for when its queue is begun.
    }

    public void Update(MessageQueue queue, long offset, bool increaseOnly)
    {
        _cache.Update(queue, offset, increaseOnly);
        if (!increaseOnly)
        {
            _unreported.Forget(queue);
        }
    }

    public void ForgetReached(MessageQueue queue) => _unreported.Forget(queue);

    public long? ReadCached(MessageQueue queue) => _cache.Read(queue);

    public async ValueTask<long?> ReadAsync(MessageQueue queue, OffsetSource source, CancellationToken cancellationToken)
    {
        if (source != OffsetSource.Store && ReadCached(queue) is { } cached)
        {
            return cached;
        }

        if (source == OffsetSource.Memory)
        {
            return null;
        }

        var stored = _unreported.Furthest(queue, await FetchAsync(queue, zeroIfNotFound: null, cancellationToken).ConfigureAwait(false));
        if (stored is { } offset)
        {
            _cache.KeepRead(queue, offset);
        }

        return stored;
    }

    public async ValueTask<long?> FindCommittedAsync(MessageQueue queue, CancellationToken cancellationToken) =>
        _cache.ReadSet(queue) ?? await FetchAsync(queue, zeroIfNotFound: false, cancellationToken).ConfigureAwait(false);

    public CarriedCommit Carry(MessageQueue queue)
    {
        var turn = _turns.Of(queue);
        if (!turn.Wait(0))
        {
            return CarriedCommit.None;
        }

        if (ReadCached(queue) is { } offset)
        {
            return new CarriedCommit(offset, turn);
        }

        turn.Release();
        return CarriedCommit.None;
    }

    public async ValueTask PersistAsync(MessageQueue queue, bool confirmed, CancellationToken cancellationToken)
    {
        var turn = _turns.Of(queue);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReportAsync(queue, confirmed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask PersistAllAsync(IReadOnlySet<MessageQueue> held, CancellationToken cancellationToken)
    {
        await ReportLeftAsync(held, cancellationToken).ConfigureAwait(false);
        foreach (var queue in _cache.Queues)
        {
            if (!held.Contains(queue))
            {
                Remove(queue);
                continue;
            }

            try
            {
                await PersistAsync(queue, confirmed: false, cancellationToken).ConfigureAwait(false);
            }
            catch (ClientException exception)
            {
                LogReportFailed(group, queue, exception.Message);
            }
        }
    }

    public void Remove(MessageQueue queue) => _cache.Remove(queue);

    public void Dispose()
    {
    }

    private async Task<long?> FetchAsync(MessageQueue queue, bool? zeroIfNotFound, CancellationToken cancellationToken)
    {
        var target = await routes.RequireReadableAsync(queue, BrokerTarget.MasterId, cancellationToken).ConfigureAwait(false);
        var header = new QueryConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            SetZeroIfNotFound = zeroIfNotFound,
            BrokerName = queue.BrokerName,
        };

        // 4.9 takes every error of the broker for "no offset"; 5.3 only "not found". A busy broker must not send a group to the end.
        return await api.QueryAsync(target.Address, header, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReportAsync(MessageQueue queue, bool confirmed, CancellationToken cancellationToken)
    {
        var isReported = false;
        try
        {
            // A slave takes no commits: the cache keeps the value until the master is back.
            var target = await routes.RequireReadableAsync(queue, BrokerTarget.MasterId, cancellationToken).ConfigureAwait(false);
            if (!target.IsSlave && (goesBackOnlyConfirmed ? ReadCached(queue) : _cache.ReadSet(queue)) is { } offset)
            {
                await SendAsync(target, queue, offset, confirmed, cancellationToken).ConfigureAwait(false);
                isReported = true;
            }
        }
        finally
        {
            Note(queue, isReported);
        }
    }

    private Task SendAsync(BrokerTarget target, MessageQueue queue, long offset, bool confirmed, CancellationToken cancellationToken)
    {
        var header = new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            CommitOffset = offset,
            BrokerName = queue.BrokerName,
            OnlyRaise = goesBackOnlyConfirmed && !confirmed ? true : null,
        };
        return confirmed
            ? api.UpdateAsync(target.Address, header, cancellationToken)
            : api.UpdateOneWayAsync(target.Address, header, cancellationToken);
    }

    private void Note(MessageQueue queue, bool isReported)
    {
        if (isReported)
        {
            _unreported.Forget(queue);
        }
        else if (_cache.ReadSet(queue) is { } reached)
        {
            _unreported.Note(queue, reached);
        }
    }

    /// <summary>
    /// Queues that were lost while their master was away: it is told when it is back, unless any report may lower what their next owners
    /// have told it since.
    /// </summary>
    private async Task ReportLeftAsync(IReadOnlySet<MessageQueue> held, CancellationToken cancellationToken)
    {
        foreach (var queue in _unreported.Queues.Where(queue => !held.Contains(queue)))
        {
            if (routes.Current.FindMaster(queue.BrokerName) is not { } master || _unreported.Find(queue) is not { } reached)
            {
                continue;
            }

            try
            {
                if (goesBackOnlyConfirmed)
                {
                    await SendAsync(master, queue, reached, confirmed: false, cancellationToken).ConfigureAwait(false);
                }

                _unreported.Forget(queue);
            }
            catch (ClientException exception)
            {
                LogReportFailed(group, queue, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not report its offset of queue {Queue}: {Reason}")]
    private partial void LogReportFailed(string group, MessageQueue queue, string reason);
}
