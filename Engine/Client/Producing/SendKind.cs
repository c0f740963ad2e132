namespace Engine.Client.Producing;

/// <summary>What is sent. Mirrors RocketMQ's MessageType, with the two kinds that it tells apart elsewhere.</summary>
public enum SendKind
{
    /// <summary>A message for now.</summary>
    Normal,

    /// <summary>A message for later.</summary>
    Delayed,

    /// <summary>The half message of a transaction.</summary>
    Half,

    /// <summary>A reply to a request.</summary>
    Reply,

    /// <summary>Several messages in one.</summary>
    Batch,
}
