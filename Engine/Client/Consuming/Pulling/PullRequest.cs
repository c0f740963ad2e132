using Engine.Client.Consuming.Processing;
using Engine.Client.Routing;
using Engine.Protocol;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Where the pulling of one assigned queue stands. There is one per process queue, and one turn of it at a time. Mirrors RocketMQ's
/// PullRequest.
/// </summary>
internal sealed class PullRequest(MessageQueue queue, ProcessQueue processQueue, long nextOffset)
{
    public MessageQueue Queue { get; } = queue;

    public ProcessQueue ProcessQueue { get; } = processQueue;

    public long NextOffset { get; set; } = nextOffset;

    /// <summary>For orderly consumption: whether the offset was read again under the queue's lock.</summary>
    public bool IsLockedOffset { get; set; }

    /// <summary>The process that was asked last.</summary>
    public BrokerTarget Asked { get; set; }

    /// <summary>Failed turns since the last good one.</summary>
    public int Failures { get; set; }
}
