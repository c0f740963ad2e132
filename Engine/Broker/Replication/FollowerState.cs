using Engine.Protocol.Bodies;

namespace Engine.Broker.Replication;

/// <summary>How a slave's replication stands. Written by the follower, read by anybody.</summary>
internal sealed class FollowerState(TimeProvider timeProvider)
{
    private readonly ByteRate _received = new(timeProvider);
    private long _masterEnd = -1;
    private long _lastHeard;
    private long _lastReported;
    private volatile bool _isConnected;
    private volatile bool _hasCaughtUp;
    private volatile string? _problem;

    /// <summary>End of the master's log as it said last; -1 when it never did.</summary>
    public long MasterEnd => Volatile.Read(ref _masterEnd);

    /// <summary>Whether it follows, and has had all that its master told it of since it connected.</summary>
    public bool HasCaughtUp => _hasCaughtUp;

    /// <summary>Why it does not follow, in a sentence; null while it does, or tries to.</summary>
    public string? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    /// <summary>A connection to the master stands, whose log reached so far just before.</summary>
    public void Begin(long masterEnd)
    {
        Volatile.Write(ref _masterEnd, masterEnd);
        _problem = null;
        _isConnected = true;
    }

    /// <summary>The connection is gone.</summary>
    public void End()
    {
        _isConnected = false;
        _hasCaughtUp = false;
    }

    public void Heard(int bytes)
    {
        _received.Add(bytes);
        Volatile.Write(ref _lastHeard, Now());
    }

    /// <summary>The master's log reaches at least so far.</summary>
    public void Told(long masterEnd) => Volatile.Write(ref _masterEnd, Math.Max(MasterEnd, masterEnd));

    public void CaughtUp() => _hasCaughtUp = true;

    public void Reported() => Volatile.Write(ref _lastReported, Now());

    public HaClientStatus Read() => new()
    {
        TransferredByteInSecond = _received.LastSecond,
        LastReadTimestamp = Volatile.Read(ref _lastHeard),
        LastWriteTimestamp = Volatile.Read(ref _lastReported),
        IsActivated = _isConnected,
        HasCaughtUp = _hasCaughtUp,
        Problem = _problem,
    };

    private long Now() => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
