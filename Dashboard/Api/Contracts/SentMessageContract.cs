using Engine.Client.Producing;

namespace Dashboard.Api.Contracts;

/// <summary>Where a sent message lies.</summary>
internal sealed record SentMessageContract(string MessageId, string Broker, int QueueId, long Offset)
{
    public static SentMessageContract? Of(SendResult? result) => result is null
        ? null
        : new SentMessageContract(result.MessageId, result.Queue.BrokerName, result.Queue.QueueId, result.QueueOffset);
}
