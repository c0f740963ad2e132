namespace Engine.Broker.Statistics;

/// <summary>The counters that one put or one pull goes to: messages and bytes of several keys.</summary>
internal sealed class StatsCounts(IReadOnlyList<StatsItem> messages, IReadOnlyList<StatsItem> bytes)
{
    public void Add(long messageCount, long byteCount)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            messages[i].Add(messageCount);
        }

        for (var i = 0; i < bytes.Count; i++)
        {
            bytes[i].Add(byteCount);
        }
    }
}
