using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>Takes pulled messages to the listener, in one of two ways. Mirrors RocketMQ's ConsumeMessageService.</summary>
internal interface IConsumeService
{
    /// <summary>Listener calls at a time, from 1; may be changed at any time.</summary>
    int Concurrency { get; set; }

    /// <summary>Listener calls, or turns of queues, that run and that wait for a place.</summary>
    (int Running, int Waiting) Load { get; }

    /// <summary>Takes messages that were just put into the process queue.</summary>
    void Submit(MessageQueue queue, ProcessQueue processQueue, IReadOnlyList<MessageExt> messages);

    /// <summary>Nothing of the queue is cached, and nothing for the group lies below this offset.</summary>
    void PassOver(MessageQueue queue, ProcessQueue processQueue, long offset);

    /// <summary>
    /// Asks whether a queue may go to another member now. False when a listener call must end first; its end asks for a rebalance, and
    /// until then none begins.
    /// </summary>
    bool TryGiveUp(MessageQueue queue, ProcessQueue processQueue);

    /// <summary>
    /// Whether a listener call of the queue runs that no other member's may overlap, be it of a process queue that was dropped.
    /// </summary>
    bool IsInTurn(MessageQueue queue) => false;

    /// <summary>Takes back that the queue is given up, when it was.</summary>
    void Keep(MessageQueue queue, ProcessQueue processQueue);

    /// <summary>Starts no more listener calls, waits so long for those that run, then cancels their token.</summary>
    ValueTask StopAsync(TimeSpan patience);
}
