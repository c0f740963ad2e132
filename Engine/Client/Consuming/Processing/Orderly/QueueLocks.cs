using System.Collections.Concurrent;
using Engine.Duties;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>
/// The brokers' locks on the queues of an orderly clustering consumer: taken before a queue is begun, renewed every 20 s, given back after
/// its last listener call (D7). A lock that another member has got means that this consumer's view of the queue is old: the queue is
/// dropped and left to a rebalance. Mirrors RebalanceImpl#lock, #lockAll and #unlock.
/// </summary>
internal sealed partial class QueueLocks : IAsyncDisposable
{
    private static readonly TimeSpan FirstRenewal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(20);

    private readonly ConsumerScope _scope;
    private readonly Action _triggerRebalance;
    private readonly PeriodicLoop _renewal;

    /// <summary>A renewal that overtakes an unlocking would keep the queue from its new owner.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The queues that a broker has locked for this member, as far as it knows.</summary>
    private readonly ConcurrentDictionary<MessageQueue, bool> _taken = new();
    private readonly ILogger _logger;

    public QueueLocks(ConsumerScope scope, Action triggerRebalance)
    {
        _scope = scope;
        _triggerRebalance = triggerRebalance;
        _logger = scope.Logger<QueueLocks>();
        _renewal = scope.Instance.Loop("order lock renewal", FirstRenewal, RenewalPeriod, RenewAllAsync);
    }

    /// <summary>Whether queues must be locked at all.</summary>
    public bool AreNeeded => _scope.IsOrderly && !_scope.IsBroadcasting;

    /// <summary>The queues locked for this member, those included that it dropped meanwhile.</summary>
    public IReadOnlyCollection<MessageQueue> Taken => [.. _taken.Keys];

    /// <summary>Whether the queue is locked though it is not held: a reset or a correction dropped it, or it could not be begun.</summary>
    public bool IsLeftOver(MessageQueue queue) => _taken.ContainsKey(queue) && !_scope.Queues.Current.ContainsKey(queue);

    public void Start()
    {
        if (AreNeeded)
        {
            _renewal.Start();
        }
    }

    public ValueTask DisposeAsync() => _renewal.DisposeAsync();

    /// <summary>Takes or renews one lock. False when another member has it; a failure to ask is a <see cref="ClientException"/>.</summary>
    public async Task<bool> TryLockAsync(MessageQueue queue, CancellationToken cancellationToken) =>
        (await LockAsync([queue], cancellationToken).ConfigureAwait(false)).Contains(queue);

    /// <summary>
    /// Renews the lock of a queue that is held. The queue is dropped when another member has it, or may have had it since the last renewal.
    /// A failure to ask is a <see cref="ClientException"/>.
    /// </summary>
    public async Task RenewAsync(MessageQueue queue, ProcessQueue processQueue, CancellationToken cancellationToken) =>
        Note(queue, processQueue, await TryLockAsync(queue, cancellationToken).ConfigureAwait(false));

    /// <summary>Gives locks back; a broker that cannot be told is logged, its locks end by themselves.</summary>
    public async Task UnlockAsync(IEnumerable<MessageQueue> queues, CancellationToken cancellationToken)
    {
        if (!AreNeeded)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var ofBroker in queues.Order().GroupBy(queue => queue.BrokerName, StringComparer.Ordinal))
            {
                await TryUnlockAsync(ofBroker.Key, [.. ofBroker], cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask RenewAllAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var held = _scope.Queues.Current.Where(pair => !pair.Value.IsDropped).ToDictionary();
            foreach (var ofBroker in held.Keys.Order().GroupBy(queue => queue.BrokerName, StringComparer.Ordinal))
            {
                await TryRenewAsync(ofBroker.Key, [.. ofBroker], held, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TryRenewAsync(
        string broker,
        IReadOnlyList<MessageQueue> queues,
        Dictionary<MessageQueue, ProcessQueue> held,
        CancellationToken cancellationToken)
    {
        try
        {
            var locked = await LockAsync(queues, cancellationToken).ConfigureAwait(false);
            foreach (var queue in queues)
            {
                Note(queue, held[queue], locked.Contains(queue));
            }
        }
        catch (ClientException exception)
        {
            LogRenewalFailed(_scope.Group, broker, exception.Message);
        }
    }

    private async Task TryUnlockAsync(string broker, IReadOnlyList<MessageQueue> queues, CancellationToken cancellationToken)
    {
        foreach (var queue in queues)
        {
            _taken.TryRemove(queue, out _);
        }

        try
        {
            var master = await MasterOfAsync(queues[0], cancellationToken).ConfigureAwait(false);
            await _scope.Instance.Apis.Locks.UnlockAsync(master, BodyOf(queues), cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogUnlockFailed(_scope.Group, broker, exception.Message);
        }
    }

    private void Note(MessageQueue queue, ProcessQueue processQueue, bool isLocked)
    {
        if (isLocked && !processQueue.Lease.MayHaveBeenLost)
        {
            processQueue.Lease.Renew();
            return;
        }

        // Others went on behind what is cached here; the queue begins anew at their offset, if this member gets it again.
        processQueue.Drop();
        if (_scope.Queues.Remove(queue, processQueue))
        {
            _scope.Offsets.Remove(queue);
            LogLost(_scope.Group, queue, _scope.Instance.ClientId);
            _triggerRebalance();
        }
    }

    private async Task<HashSet<MessageQueue>> LockAsync(IReadOnlyList<MessageQueue> ofOneBroker, CancellationToken cancellationToken)
    {
        var master = await MasterOfAsync(ofOneBroker[0], cancellationToken).ConfigureAwait(false);
        var locked = await _scope.Instance.Apis.Locks.LockAsync(master, BodyOf(ofOneBroker), cancellationToken).ConfigureAwait(false);
        foreach (var queue in ofOneBroker)
        {
            if (locked.Contains(queue))
            {
                _taken[queue] = true;
            }
            else
            {
                _taken.TryRemove(queue, out _);
            }
        }

        return [.. locked];
    }

    private async ValueTask<string> MasterOfAsync(MessageQueue queue, CancellationToken cancellationToken) =>
        (await _scope.Instance.Routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false)).Address;

    private LockBatchBody BodyOf(IReadOnlyList<MessageQueue> queues) =>
        new() { ClientId = _scope.Instance.ClientId, ConsumerGroup = _scope.Group, MqSet = queues };

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not renew its locks at broker {Broker}: {Reason}")]
    private partial void LogRenewalFailed(string group, string broker, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "group {Group} could not give its locks at broker {Broker} back: {Reason}")]
    private partial void LogUnlockFailed(string group, string broker, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} lost the lock of queue {Queue} with client {ClientId} and leaves it to a rebalance")]
    private partial void LogLost(string group, MessageQueue queue, string clientId);
}
