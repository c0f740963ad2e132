using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>The client's side of tag expressions. Pure.</summary>
internal static class Subscriptions
{
    public const string All = TagExpression.All;

    /// <summary>The subscription of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="expression"><c>*</c> or tags joined by <c>||</c>; null or empty means all.</param>
    /// <param name="version">Milliseconds since 1970.</param>
    /// <exception cref="ArgumentException">The expression names no tag.</exception>
    public static SubscriptionData Parse(string topic, string? expression, long version) =>
        TagExpression.Parse(topic, expression, version)
        ?? throw new ArgumentException($"The subscription '{expression}' of topic {topic} names no tag.", nameof(expression));

    /// <summary>Whether a message passes by its exact tag; the broker compared hashes only.</summary>
    public static bool Accepts(SubscriptionData subscription, MessageExt message) =>
        TagExpression.AcceptsAll(subscription) || TagExpression.Accepts(subscription, message.Tags);
}
