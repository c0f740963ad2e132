using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// Reads tag expressions and applies them. Pure. Mirrors FilterAPI#buildSubscriptionData and PullAPIWrapper#processPullResult.
/// </summary>
internal static class Subscriptions
{
    public const string All = "*";

    private const string Separator = "||";

    /// <summary>The subscription of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="expression"><c>*</c> or tags joined by <c>||</c>; null or empty means all.</param>
    /// <param name="version">Milliseconds since 1970.</param>
    /// <exception cref="ArgumentException">The expression names no tag.</exception>
    public static SubscriptionData Parse(string topic, string? expression, long version)
    {
        if (string.IsNullOrEmpty(expression) || expression == All)
        {
            return new SubscriptionData { Topic = topic, SubString = All, SubVersion = version };
        }

        var tags = expression
            .Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return tags.Length > 0
            ? new SubscriptionData
            {
                Topic = topic,
                SubString = expression,
                SubVersion = version,
                TagsSet = tags,
                CodeSet = [.. tags.Select(tag => TagCode.JavaHash(tag)).Distinct()],
            }
            : throw new ArgumentException($"The subscription '{expression}' of topic {topic} names no tag.", nameof(expression));
    }

    /// <summary>Whether a message passes by its exact tag; the broker compared hashes only.</summary>
    public static bool Accepts(SubscriptionData subscription, MessageExt message) =>
        subscription.TagsSet.Count == 0
        || subscription.ClassFilterMode
        || (message.Tags is { } tag && subscription.TagsSet.Contains(tag, StringComparer.Ordinal));
}
