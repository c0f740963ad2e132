namespace Engine.Client.Producing;

/// <summary>What became of a local transaction. Mirrors RocketMQ's LocalTransactionState.</summary>
public enum LocalTransactionState
{
    /// <summary>It is not known yet: the broker asks again.</summary>
    Unknown,

    /// <summary>It holds: consumers get the message.</summary>
    Commit,

    /// <summary>It does not hold: nobody gets the message.</summary>
    Rollback,
}
