namespace Engine.Admin.Members;

/// <summary>One subscription. Mirrors RocketMQ's SubscriptionData.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="ExpressionType">"TAG" or "SQL92".</param>
/// <param name="Expression">The expression; "*" is everything.</param>
public sealed record SubscribedTopic(string Topic, string ExpressionType, string Expression)
{
    /// <summary>Version of the subscription: clients take the time at which it was made, ms since 1970; 0 when none was given.</summary>
    public long SubVersion { get; init; }
}
