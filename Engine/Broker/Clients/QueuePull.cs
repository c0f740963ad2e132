using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>The last pull of a queue for a group by one of its members.</summary>
/// <param name="ClientId">The member.</param>
/// <param name="Connection">Its connection.</param>
/// <param name="PulledOffset">Offset after the last message it was given; null when it was told to move.</param>
/// <param name="Rival">Who pulled before it; null when nobody did.</param>
internal sealed record QueuePull(string ClientId, IConnection Connection, long? PulledOffset, QueueRival? Rival)
{
    private long _pulledAt;

    /// <summary>Ms since 1970 of the last request; a repeated one moves it without a new entry.</summary>
    public long PulledAt
    {
        get => Volatile.Read(ref _pulledAt);
        set => Volatile.Write(ref _pulledAt, value);
    }
}
