using System.Collections.Concurrent;

namespace Engine.Broker.Statistics;

/// <summary>
/// What this broker stored and gave out, by topic, queue and group. A counter exists from its first count on, until its topic or group
/// is deleted. Mirrors BrokerStatsManager.
/// </summary>
internal sealed class BrokerStatistics(string clusterName)
{
    private readonly ConcurrentDictionary<(string Name, string Key), StatsItem> _items = new();
    private readonly ConcurrentDictionary<(string Topic, int QueueId), StatsCounts> _puts = new();
    private readonly ConcurrentDictionary<(string Group, string Topic, int QueueId), StatsCounts> _gets = new();
    private readonly ConcurrentDictionary<(string Group, string Topic, int QueueId), StatsItem> _latencies = new();
    private readonly ConcurrentDictionary<(string Group, string Topic), StatsItem> _sendBacks = new();

    private StatsItem? _brokerPuts;
    private StatsItem? _brokerGets;

    /// <summary>What puts and pulls took, and their rates.</summary>
    public StoreStatistics Store { get; } = new();

    /// <summary>Messages that clients stored and pulled since the start, with their numbers at the last two midnights.</summary>
    public DayTotals Days { get; } = new();

    /// <summary>Messages that clients stored, or that were due, since the start.</summary>
    public long PutTotal => _brokerPuts?.Total ?? 0;

    /// <summary>Messages pulled since the start.</summary>
    public long GetTotal => _brokerGets?.Total ?? 0;

    /// <summary>Messages that a client stored, or that were due.</summary>
    public void Put(string topic, int queueId, int messages, long bytes)
    {
        Stored(topic, queueId, messages, bytes);
        (_brokerPuts ??= Item(StatsNames.BrokerPutNums, clusterName)).Add(messages);
    }

    /// <summary>Messages that came into a queue otherwise.</summary>
    public void Stored(string topic, int queueId, int messages, long bytes) =>
        _puts.GetOrAdd((topic, queueId), static (key, self) => self.MakePut(key.Topic, key.QueueId), this).Add(messages, bytes);

    /// <summary>Messages that a group got.</summary>
    public void Get(string group, string topic, int queueId, int messages, long bytes)
    {
        _gets.GetOrAdd((group, topic, queueId), static (key, self) => self.MakeGet(key.Group, key.Topic, key.QueueId), this)
            .Add(messages, bytes);
        (_brokerGets ??= Item(StatsNames.BrokerGetNums, clusterName)).Add(messages);
    }

    /// <summary>How long this broker was busy with a pull that found messages.</summary>
    public void GetTook(string group, string topic, int queueId, TimeSpan time) => _latencies
        .GetOrAdd((group, topic, queueId), static (key, self) => self.MakeLatency(key.Group, key.Topic, key.QueueId), this)
        .Add((long)time.TotalMilliseconds);

    /// <summary>A message that a group sent back.</summary>
    public void SentBack(string group, string topic) => _sendBacks
        .GetOrAdd((group, topic), static (key, self) => self.Item(StatsNames.SendBackNums, $"{key.Topic}@{key.Group}"), this)
        .Add(1);

    /// <summary>A counter by RocketMQ's name and key; null when nothing was counted.</summary>
    public StatsItem? Find(string name, string key) => _items.GetValueOrDefault((name, key));

    /// <summary>Messages per second that a group got of a topic in the last minute.</summary>
    public double ConsumeTps(string group, string topic) => Find(StatsNames.GroupGetNums, $"{topic}@{group}")?.Minute.Tps ?? 0;

    /// <summary>Takes a sample of every counter.</summary>
    public void Sample(long nowMs, bool forHour, bool forDay)
    {
        Store.Sample(nowMs);
        foreach (var (_, item) in _items)
        {
            item.Sample(nowMs, forHour, forDay);
        }
    }

    public void ForgetTopic(string topic) => Forget(
        put => put.Topic == topic,
        get => get.Topic == topic,
        (name, key) => name is not (StatsNames.BrokerPutNums or StatsNames.BrokerGetNums)
            && (name == StatsNames.GroupGetLatency
                ? key.Contains('@' + topic + '@', StringComparison.Ordinal)
                : key == topic || key.StartsWith(topic + '@', StringComparison.Ordinal)));

    public void ForgetGroup(string group) => Forget(
        _ => false,
        get => get.Group == group,
        (name, key) => name is StatsNames.GroupGetNums or StatsNames.GroupGetSize or StatsNames.QueueGetNums or StatsNames.QueueGetSize
                or StatsNames.GroupGetLatency or StatsNames.SendBackNums
            && key.EndsWith('@' + group, StringComparison.Ordinal));

    /// <summary>The counters are found anew afterwards, so a count at this moment may be lost, as in RocketMQ.</summary>
    private void Forget(
        Func<(string Topic, int QueueId), bool> isPut,
        Func<(string Group, string Topic), bool> isGet,
        Func<string, string, bool> isItem)
    {
        RemoveWhere(_items, item => isItem(item.Name, item.Key));
        RemoveWhere(_puts, isPut);
        RemoveWhere(_gets, get => isGet((get.Group, get.Topic)));
        RemoveWhere(_latencies, get => isGet((get.Group, get.Topic)));
        RemoveWhere(_sendBacks, isGet);
    }

    private static void RemoveWhere<TKey, TValue>(ConcurrentDictionary<TKey, TValue> table, Func<TKey, bool> isGone)
        where TKey : notnull
    {
        foreach (var key in table.Keys.Where(isGone))
        {
            table.TryRemove(key, out _);
        }
    }

    private StatsItem MakeLatency(string group, string topic, int queueId) =>
        Item(StatsNames.GroupGetLatency, $"{queueId}@{topic}@{group}");

    private StatsItem Item(string name, string key) => _items.GetOrAdd((name, key), static _ => new StatsItem());

    private StatsCounts MakePut(string topic, int queueId) => new(
        [Item(StatsNames.TopicPutNums, topic), Item(StatsNames.QueuePutNums, $"{topic}@{queueId}")],
        [Item(StatsNames.TopicPutSize, topic), Item(StatsNames.QueuePutSize, $"{topic}@{queueId}")]);

    private StatsCounts MakeGet(string group, string topic, int queueId) => new(
        [Item(StatsNames.GroupGetNums, $"{topic}@{group}"), Item(StatsNames.QueueGetNums, $"{topic}@{queueId}@{group}")],
        [Item(StatsNames.GroupGetSize, $"{topic}@{group}"), Item(StatsNames.QueueGetSize, $"{topic}@{queueId}@{group}")]);
}
