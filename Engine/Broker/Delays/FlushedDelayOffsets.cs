using Engine.Protocol.Bodies;
using Engine.Store;

namespace Engine.Broker.Delays;

/// <summary>
/// The delay offsets that may be saved: those up to which the delivered messages are on the disk itself. After a loss of power a message
/// may come twice, but it comes. Asked by one loop at a time.
/// </summary>
internal sealed class FlushedDelayOffsets(DelayOffsetTable offsets, MessageStore store) : ISavedTable
{
    private (long Version, ICommandBody Body) _safe = (offsets.Version, offsets.ToBody());

    /// <summary>Offsets that are safe as soon as the log is flushed up to its end at that time.</summary>
    private (long Version, ICommandBody Body, long LogEnd)? _next;

    public long Version
    {
        get
        {
            Advance();
            if (_next is null && offsets.Version != _safe.Version)
            {
                // Read before the log's end: whatever they count as delivered lies before it.
                var (version, body) = (offsets.Version, offsets.ToBody());
                _next = (version, body, store.MaxPhysicalOffset);
                Advance();
            }

            return _safe.Version;
        }
    }

    public ICommandBody ToBody() => _safe.Body;

    private void Advance()
    {
        if (_next is { } next && store.FlushedPhysicalOffset >= next.LogEnd)
        {
            _safe = (next.Version, next.Body);
            _next = null;
        }
    }
}
