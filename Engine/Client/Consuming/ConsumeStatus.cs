namespace Engine.Client.Consuming;

/// <summary>What a listener says of a batch. Mirrors RocketMQ's ConsumeConcurrentlyStatus.</summary>
public enum ConsumeStatus
{
    /// <summary>The batch is done, up to <see cref="ConsumeContext.AckIndex"/>.</summary>
    Success,

    /// <summary>The batch is to be delivered again.</summary>
    ReconsumeLater,
}
