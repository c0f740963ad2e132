using Engine.Protocol;

namespace Engine.Admin.DeadLetters;

/// <summary>A message that a group gave up. Mirrors RocketMQ's MessageExt under %DLQ%.</summary>
/// <param name="Queue">The queue it lies in.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="MessageId">The producer's id of it, else its offset id.</param>
/// <param name="OriginalTopic">Topic the group read it from; null when the record does not say.</param>
/// <param name="OriginalMessageId">Offset id of the message there; null when the record does not say.</param>
/// <param name="Keys">Business keys separated by blanks; null when there are none.</param>
/// <param name="Tags">The tag; null when there is none.</param>
/// <param name="ReconsumeTimes">Retries it counts.</param>
/// <param name="RetryLimit">Retries the group allows now; null when no broker says.</param>
/// <param name="BornAt">When the producer made it.</param>
/// <param name="StoredAt">When it became a dead letter.</param>
/// <param name="BodyBytes">Size of the body as it was sent, bytes.</param>
/// <param name="BodyText">The body's first 1,000 characters; null when it is no text.</param>
/// <param name="Properties">All properties of the record.</param>
public sealed record DeadLetter(
    MessageQueue Queue,
    long Offset,
    string MessageId,
    string? OriginalTopic,
    string? OriginalMessageId,
    string? Keys,
    string? Tags,
    int ReconsumeTimes,
    int? RetryLimit,
    DateTimeOffset BornAt,
    DateTimeOffset StoredAt,
    int BodyBytes,
    string? BodyText,
    IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Why it is here; unknown where the record does not say that a consumer sent it back.</summary>
    public DeadLetterReason Reason => DeadLetterReasonRule.Of(ReconsumeTimes, KnownLimit);

    /// <summary>The same as a sentence.</summary>
    public string ReasonText => DeadLetterReasonRule.Sentence(ReconsumeTimes, KnownLimit);

    private int? KnownLimit => OriginalTopic is null ? null : RetryLimit;
}
