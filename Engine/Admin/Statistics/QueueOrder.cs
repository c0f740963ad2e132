using Engine.Protocol;

namespace Engine.Admin.Statistics;

/// <summary>The order of queues in every list: by topic with retry topics last, then broker name, then queue id; ordinal.</summary>
public sealed class QueueOrder : IComparer<MessageQueue>
{
    private const string RetryPrefix = "%RETRY%";

    private QueueOrder()
    {
    }

    /// <summary>The order.</summary>
    public static QueueOrder Instance { get; } = new();

    /// <summary>Below 0 when <paramref name="x"/> comes first.</summary>
    public int Compare(MessageQueue x, MessageQueue y)
    {
        var byKind = IsRetry(x).CompareTo(IsRetry(y));
        return byKind != 0 ? byKind : x.CompareTo(y);
    }

    private static bool IsRetry(MessageQueue queue) => queue.Topic.StartsWith(RetryPrefix, StringComparison.Ordinal);
}
