using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Log;

/// <summary>
/// Carries arrivals from under the append lock to the listener: queued in order under the lock, handed on behind it by whichever
/// appender gets there first. Not bounded by dropping, since a lost arrival would leave a reader waiting; an appender that meets a long
/// backlog gives way for a while instead.
/// </summary>
internal sealed partial class ArrivalRelay
{
    private const int LongBacklog = 64 * 1024;
    private const int MostSpins = 200;

    private readonly IMessageArrivals? _listener;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<MessageArrival> _pending = new();
    private int _isDraining;

    internal ArrivalRelay(IMessageArrivals? listener, ILogger logger)
    {
        _listener = listener;
        _logger = logger;
    }

    /// <summary>Whether somebody wants to be told.</summary>
    internal bool HasListener => _listener is not null;

    internal void Add_NeedsLock(in MessageArrival arrival) => _pending.Enqueue(arrival);

    internal void Drain()
    {
        var spin = default(SpinWait);
        while (!_pending.IsEmpty)
        {
            if (Interlocked.CompareExchange(ref _isDraining, 1, 0) == 0)
            {
                HandOn();
            }
            else if (_pending.Count < LongBacklog || spin.Count > MostSpins)
            {
                return;
            }
            else
            {
                spin.SpinOnce();
            }
        }
    }

    private void HandOn()
    {
        try
        {
            while (_pending.TryDequeue(out var arrival))
            {
                Notify(arrival);
            }
        }
        finally
        {
            // A full fence: the look at the queue that follows must not come before it, or an arrival of another appender would stay.
            Interlocked.Exchange(ref _isDraining, 0);
        }
    }

    private void Notify(in MessageArrival arrival)
    {
        try
        {
            _listener!.OnArrival(arrival);
        }
        catch (Exception failure)
        {
            LogListenerFailed(failure, arrival.Topic, arrival.QueueId, arrival.NewMaxOffset);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Telling of a new message in {Topic} Q{QueueId} up to offset {NewMaxOffset} failed")]
    private partial void LogListenerFailed(Exception failure, string topic, int queueId, long newMaxOffset);
}
