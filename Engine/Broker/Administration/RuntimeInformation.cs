using System.Globalization;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// What a broker says of itself, under RocketMQ's keys (broker-semantics §13.1), all text. The time the append lock is held is not measured
/// and always 0; there is no dispatch buffer and no transient pool. Mirrors AdminBrokerProcessor#prepareRuntimeInfo.
/// </summary>
internal sealed class RuntimeInformation
{
    private const string VersionName = "V4_9_8";
    private const string Unknown = "-1";

    private readonly BrokerOptions _options;
    private readonly BrokerTables _tables;
    private readonly TimeProvider _timeProvider;
    private readonly Func<int, LaneLoad> _loadOf;
    private readonly long _bootMs;

    /// <param name="options">The broker's settings.</param>
    /// <param name="tables">What it knows.</param>
    /// <param name="timeProvider">Its clock; now is its start.</param>
    /// <param name="loadOf">What waits in the lane of a request code.</param>
    public RuntimeInformation(BrokerOptions options, BrokerTables tables, TimeProvider timeProvider, Func<int, LaneLoad> loadOf)
    {
        _options = options;
        _tables = tables;
        _timeProvider = timeProvider;
        _loadOf = loadOf;
        _bootMs = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public IReadOnlyDictionary<string, string> Read()
    {
        var now = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        return Node(now).Concat(Puts()).Concat(Rates(now)).Concat(Days()).Concat(Lanes()).Concat(Log()).Concat(Disk()).Concat(Levels())
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    private IEnumerable<KeyValuePair<string, string>> Node(long now) =>
    [
        new("brokerVersionDesc", VersionName),
        new("brokerVersion", Text(ProtocolVersion.Current)),
        new("bootTimestamp", Text(_bootMs)),
        new("runtime", RuntimeText.Duration(TimeSpan.FromMilliseconds(Math.Max(0, now - _bootMs)))),
        new("startAcceptSendRequestTimeStamp", Text(0)),
    ];

    private IEnumerable<KeyValuePair<string, string>> Puts()
    {
        var store = _tables.Statistics.Store;
        var times = store.PutTimes;
        var puts = store.Puts;
        return
        [
            new("putMessageEntireTimeMax", Text(times.LongestMs)),
            new("putMessageTimesTotal", Text(puts)),
            new("putMessageFailedTimes", Text(store.PutFailures)),
            new("putMessageSizeTotal", Text(store.PutBytes)),
            new("putMessageDistributeTime", times.Distribution),
            new("dispatchMaxBuffer", Text(0)),
            new("putMessageAverageSize", Text(puts > 0 ? (double)store.PutBytes / puts : 0)),
            new("getMessageEntireTimeMax", Text(store.LongestGetMs)),
            new("putLatency99", times.Percentile(0.99).ToString("0.00", CultureInfo.InvariantCulture)),
            new("putLatency999", times.Percentile(0.999).ToString("0.00", CultureInfo.InvariantCulture)),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Rates(long now)
    {
        var store = _tables.Statistics.Store;
        var (found, missed) = (store.FoundRate(_bootMs, now), store.MissRate(_bootMs, now));
        var transferred = store.TransferredRate(_bootMs, now).ToString();
        return
        [
            new("putTps", store.PutRate(_bootMs, now).ToString()),
            new("getFoundTps", found.ToString()),
            new("getMissTps", missed.ToString()),
            new("getTotalTps", (found + missed).ToString()),
            new("getTransferedTps", transferred),
            new("getTransferredTps", transferred),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Days()
    {
        var statistics = _tables.Statistics;
        var (yesterday, today) = (statistics.Days.YesterdayMorning, statistics.Days.TodayMorning);
        return
        [
            new("msgPutTotalYesterdayMorning", Text(yesterday.Puts)),
            new("msgPutTotalTodayMorning", Text(today.Puts)),
            new("msgPutTotalTodayNow", Text(statistics.PutTotal)),
            new("msgGetTotalYesterdayMorning", Text(yesterday.Gets)),
            new("msgGetTotalTodayMorning", Text(today.Gets)),
            new("msgGetTotalTodayNow", Text(statistics.GetTotal)),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Lanes()
    {
        var (send, pull) = (_loadOf(RequestCode.SendMessage), _loadOf(RequestCode.PullMessage));
        var query = _loadOf(RequestCode.QueryMessage);
        return
        [
            new("sendThreadPoolQueueSize", Text(send.Waiting)),
            new("sendThreadPoolQueueCapacity", Text(BrokerLanes.Send.Capacity)),
            new("sendThreadPoolQueueHeadWaitTimeMills", Text((long)send.HeadWait.TotalMilliseconds)),
            new("pullThreadPoolQueueSize", Text(pull.Waiting)),
            new("pullThreadPoolQueueCapacity", Text(BrokerLanes.Pull.Capacity)),
            new("pullThreadPoolQueueHeadWaitTimeMills", Text((long)pull.HeadWait.TotalMilliseconds)),
            new("queryThreadPoolQueueSize", Text(query.Waiting)),
            new("queryThreadPoolQueueCapacity", Text(BrokerLanes.Query.Capacity)),
            new("queryThreadPoolQueueHeadWaitTimeMills", Text((long)query.HeadWait.TotalMilliseconds)),
            new("EndTransactionQueueSize", Text(_loadOf(RequestCode.EndTransaction).Waiting)),
            new("EndTransactionThreadPoolQueueCapacity", Text(BrokerLanes.Transaction.Capacity)),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Log()
    {
        var store = _tables.Store;
        var (min, max) = (store.MinPhysicalOffset, store.MaxPhysicalOffset);
        return
        [
            new("commitLogMinOffset", Text(min)),
            new("commitLogMaxOffset", Text(max)),
            new("pageCacheLockTimeMills", Text(0)),
            new("remainTransientStoreBufferNumbs", Text(int.MaxValue)),
            new("dispatchBehindBytes", Text(store.DispatchBehindBytes)),
            new("remainHowManyDataToFlush", RuntimeText.Bytes(Math.Max(0, max - store.FlushedPhysicalOffset))),
            new("earliestMessageTimeStamp", EarliestStoreTime(min, max)),
        ];
    }

    private string EarliestStoreTime(long min, long max)
    {
        try
        {
            return min < max && _tables.Store.ReadRecord(min) is { } bytes
                && MessageRecordReader.TryRead(bytes.Span, checkBody: false, out var record) == RecordReadStatus.Ok
                ? Text(record.StoreTimestamp)
                : Unknown;
        }
        catch (IOException)
        {
            return Unknown;
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Disk()
    {
        var disk = _tables.Store.Disk;
        var used = disk is { } known ? Text(known.UsedRatio) : Unknown;
        yield return new("commitLogDiskRatio", used);
        yield return new("commitLogDiskRatio_" + Path.Combine(_options.StoreFolder, "commitlog"), used);
        yield return new("consumeQueueDiskRatio", used);
        if (disk is { } space)
        {
            yield return new(
                "commitLogDirCapacity",
                $"Total : {RuntimeText.Bytes(space.UsedBytes + space.FreeBytes)}, Free : {RuntimeText.Bytes(space.FreeBytes)}.");
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Levels()
    {
        for (var level = 1; level <= _tables.DelayLevels.Highest; level++)
        {
            if (_tables.DelayOffsets.Find(level) is { } offset)
            {
                var max = _tables.Store.GetBounds(TopicNames.Schedule, level - 1).Max;
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"scheduleMessageOffset_{level}"),
                    string.Create(CultureInfo.InvariantCulture, $"{offset},{max}"));
            }
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.0###############", CultureInfo.InvariantCulture);
}
