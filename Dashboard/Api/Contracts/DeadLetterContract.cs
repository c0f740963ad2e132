using Engine.Admin.DeadLetters;

namespace Dashboard.Api.Contracts;

/// <summary>A message that a group gave up; the first four fields are what a resend names it by.</summary>
internal sealed record DeadLetterContract(
    string Topic,
    string Broker,
    int QueueId,
    long Offset,
    string MessageId,
    string? OriginalTopic,
    string? OriginalMessageId,
    string? Keys,
    string? Tags,
    int ReconsumeTimes,
    int? RetryLimit,
    DeadLetterReason Reason,
    string ReasonText,
    DateTimeOffset BornAt,
    DateTimeOffset StoredAt,
    int BodyBytes,
    string? Body,
    IReadOnlyDictionary<string, string> Properties)
{
    public static DeadLetterContract Of(DeadLetter dead) => new(
        dead.Queue.Topic, dead.Queue.BrokerName, dead.Queue.QueueId, dead.Offset, dead.MessageId, dead.OriginalTopic,
        dead.OriginalMessageId, dead.Keys, dead.Tags, dead.ReconsumeTimes, dead.RetryLimit, dead.Reason, dead.ReasonText, dead.BornAt,
        dead.StoredAt, dead.BodyBytes, dead.BodyText, dead.Properties);
}
