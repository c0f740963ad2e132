namespace Engine.Client.Producing;

/// <summary>How a stored message was made safe. Mirrors RocketMQ's SendStatus.</summary>
public enum SendStatus
{
    /// <summary>Stored as the broker is configured to.</summary>
    SendOk,

    /// <summary>Stored; the flush to disk was not confirmed in time.</summary>
    FlushDiskTimeout,

    /// <summary>Stored; the slave did not confirm in time.</summary>
    FlushSlaveTimeout,

    /// <summary>Stored; there is no slave.</summary>
    SlaveNotAvailable,
}
