using Engine.Admin.Messages;

namespace Dashboard.Api.Contracts;

/// <summary>Result of sending.</summary>
internal sealed record SentContract(int Sent, int Failed, SentMessageContract? Last, string? Error)
{
    public static SentContract Of(SendSummary summary) => new(
        summary.Sent,
        summary.Failed,
        summary.Last is { } last
            ? new SentMessageContract(last.MessageId, last.Queue.BrokerName, last.Queue.QueueId, last.QueueOffset)
            : null,
        summary.Error);
}
