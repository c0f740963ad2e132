namespace Dashboard.Api.Contracts;

/// <summary>Where a sent message lies.</summary>
internal sealed record SentMessageContract(string MessageId, string Broker, int QueueId, long Offset);
