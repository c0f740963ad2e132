namespace Engine.Client.Consuming;

/// <summary>What an orderly listener says of a batch. Mirrors RocketMQ's ConsumeOrderlyStatus.</summary>
public enum ConsumeOrderlyStatus
{
    /// <summary>The batch is done; with <see cref="ConsumeOrderlyContext.AutoCommit"/> off it waits for <see cref="Commit"/>.</summary>
    Success,

    /// <summary>With AutoCommit off: everything since the last commit is to be delivered again. Else as <see cref="Success"/>.</summary>
    Rollback,

    /// <summary>With AutoCommit off: the batch and everything since the last commit is done. Else as <see cref="Success"/>.</summary>
    Commit,

    /// <summary>The queue pauses, then the same batch comes again.</summary>
    SuspendCurrentQueueAMoment,
}
