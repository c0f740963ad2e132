using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Protocol.Filters;

/// <summary>
/// Reads and applies a tag expression: <c>*</c>, or tags separated by <c>||</c>. The broker lets messages through by the tag's hash, the
/// client by the tag itself. Pure. Mirrors FilterAPI#buildSubscriptionData and PullAPIWrapper#processPullResult.
/// </summary>
internal static class TagExpression
{
    public const string All = "*";

    private const string Separator = "||";

    /// <summary>The subscription, or null when the expression names no tag.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="expression">The expression; null or empty means all.</param>
    /// <param name="version">Milliseconds since 1970.</param>
    public static SubscriptionData? Parse(string topic, string? expression, long version = 0)
    {
        if (string.IsNullOrEmpty(expression) || expression == All)
        {
            return new SubscriptionData { Topic = topic, SubString = All, SubVersion = version };
        }

        var tags = expression
            .Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return tags.Length == 0
            ? null
            : new SubscriptionData
            {
                Topic = topic,
                SubString = expression,
                SubVersion = version,
                TagsSet = tags,
                CodeSet = [.. tags.Select(tag => TagCode.JavaHash(tag)).Distinct()],
            };
    }

    /// <summary>Whether the subscription leaves nothing to look at a tag for.</summary>
    public static bool AcceptsAll(SubscriptionData subscription) => subscription.TagsSet.Count == 0 || subscription.ClassFilterMode;

    /// <summary>The second stage: whether a tag is one of the subscribed ones; hashes alone may be equal for different tags.</summary>
    public static bool Accepts(SubscriptionData subscription, string? tag) =>
        AcceptsAll(subscription)
        || (tag is not null && subscription.TagsSet.Contains(tag, StringComparer.Ordinal));
}
