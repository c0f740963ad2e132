namespace Engine.Client.Consuming;

/// <summary>How a listener call ended. Mirrors RocketMQ's ConsumeReturnType.</summary>
public enum ConsumeReturn
{
    /// <summary>The listener said that the batch, or part of it, is done.</summary>
    Success,

    /// <summary>It took longer than the consume time-out, whatever it said.</summary>
    TimeOut,

    /// <summary>It threw.</summary>
    Exception,

    /// <summary>It answered null.</summary>
    ReturnNull,

    /// <summary>The listener wants the batch again.</summary>
    Failed,
}
