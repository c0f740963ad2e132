namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>How a listener call ended. Mirrors RocketMQ's ConsumeReturnType.</summary>
internal enum ConsumeReturn
{
    Success,

    /// <summary>It took longer than the consume time-out, whatever it said.</summary>
    TimeOut,

    Exception,

    ReturnNull,

    Failed,
}
