using System.Globalization;

namespace Engine.Admin.DeadLetters;

/// <summary>Tells why a message is a dead letter; pure.</summary>
public static class DeadLetterReasonRule
{
    /// <param name="reconsumeTimes">Retries the message counts.</param>
    /// <param name="limit">Retries the group allows now; null when nobody says.</param>
    /// <returns>The reason.</returns>
    public static DeadLetterReason Of(int reconsumeTimes, int? limit) =>
        limit is null ? DeadLetterReason.Unknown
        : reconsumeTimes >= limit ? DeadLetterReason.RetriesExhausted
        : DeadLetterReason.GivenUpEarly;

    /// <summary>The same as a sentence.</summary>
    /// <param name="reconsumeTimes">Retries the message counts.</param>
    /// <param name="limit">Retries the group allows now; null when nobody says.</param>
    /// <returns>One sentence.</returns>
    public static string Sentence(int reconsumeTimes, int? limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Of(reconsumeTimes, limit) switch
        {
            DeadLetterReason.RetriesExhausted => $"Retries exhausted: reconsume times {reconsumeTimes}, the group allows {limit}.",
            DeadLetterReason.GivenUpEarly =>
                $"Given up at reconsume times {reconsumeTimes}, below the {limit} that the group allows now: "
                + "a consumer asked for no more retries or has a lower limit of its own.",
            _ => $"Not known; reconsume times {reconsumeTimes}. The record names no original topic, or no broker the group's limit.",
        }}");
}
