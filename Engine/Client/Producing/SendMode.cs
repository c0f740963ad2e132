namespace Engine.Client.Producing;

/// <summary>Who waits for the answer to a send. Mirrors RocketMQ's CommunicationMode.</summary>
public enum SendMode
{
    /// <summary>The caller.</summary>
    Sync,

    /// <summary>A callback; also a request, whose caller waits for the reply.</summary>
    Async,

    /// <summary>Nobody: the broker does not answer.</summary>
    OneWay,
}
