using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>Lets messages through whose tag has one of the subscribed hashes; the client compares the tags themselves (C7).</summary>
internal sealed class TagFilter : IMessageFilter
{
    private readonly SubscriptionData _subscription;

    private TagFilter(SubscriptionData subscription) => _subscription = subscription;

    /// <summary>Null when every message passes.</summary>
    public static TagFilter? For(SubscriptionData subscription) =>
        subscription.SubString is TagExpression.All or "" || subscription.ClassFilterMode
            ? null
            : new TagFilter(subscription);

    public bool Matches(long tagsCode)
    {
        var code = unchecked((int)tagsCode);
        var codes = _subscription.CodeSet;
        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] == code)
            {
                return true;
            }
        }

        return false;
    }

    public bool MatchesRecord(ReadOnlySpan<byte> record) => true;
}
