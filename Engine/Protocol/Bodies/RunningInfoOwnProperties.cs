namespace Engine.Protocol.Bodies;

/// <summary>Names of properties in a client's answer to 307 that only this engine's clients have.</summary>
internal static class RunningInfoOwnProperties
{
    /// <summary>"true" while the whole consumer is suspended.</summary>
    public const string Pause = "pause";

    /// <summary>Queues that the application paused, held or not.</summary>
    public const string PausedQueues = "pausedQueues";

    /// <summary>Between paused queues; no name of a topic or broker has it.</summary>
    public const char QueueSeparator = ';';

    /// <summary>Listener calls that run now.</summary>
    public const string CallsRunning = "consumeCallsRunning";

    /// <summary>Listener calls that wait for a place.</summary>
    public const string CallsWaiting = "consumeCallsWaiting";

    /// <summary>Pulls delayed since the start because too many messages of the queue were cached.</summary>
    public const string FlowControlByCount = "flowControlByCount";

    /// <summary>Pulls delayed since the start because too many bytes of the queue were cached.</summary>
    public const string FlowControlByBytes = "flowControlByBytes";

    /// <summary>Pulls delayed since the start because the offsets cached of the queue were too far apart.</summary>
    public const string FlowControlBySpan = "flowControlBySpan";

    /// <summary>Pulls that failed since the start.</summary>
    public const string PullFailures = "pullFailures";

    /// <summary>Followed by a topic of which the member has no queue; the value says why.</summary>
    public const string IdlePrefix = "idle.";
}
