using System.Collections.Concurrent;

namespace Engine.Client.Producing;

/// <summary>
/// How long brokers took and until when they are avoided. Its size is that of the cluster. Mirrors MQFaultStrategy#updateFaultItem and
/// LatencyFaultToleranceImpl of 4.9.
/// </summary>
internal sealed class LatencyFaultTable(ProducerOptions options, TimeProvider timeProvider)
{
    /// <summary>What a failed attempt counts as, however soon it failed.</summary>
    private static readonly TimeSpan LatencyOfFailure = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, BrokerFault> _faults = new(StringComparer.Ordinal);
    private int _turn;

    public bool IsEnabled => options.SendLatencyFaultEnable;

    /// <summary>Keeps how long an attempt took; one that failed, whatever the reason, puts its broker on the longest pause.</summary>
    public void Report(string brokerName, TimeSpan latency, bool failed)
    {
        if (IsEnabled)
        {
            var pause = UnavailableAfter(failed ? LatencyOfFailure : latency);
            _faults[brokerName] = new BrokerFault(latency, timeProvider.GetTimestamp(), pause);
        }
    }

    public bool IsAvailable(string brokerName) => !_faults.TryGetValue(brokerName, out var fault) || LeftOf(fault) <= TimeSpan.Zero;

    /// <summary>
    /// One of the better half of some brokers, in turn: available ones first, then the quicker ones, then those whose pause ends sooner.
    /// </summary>
    /// <param name="brokerNames">At least one.</param>
    public string PickOneAtLeast(IEnumerable<string> brokerNames)
    {
        var ranked = brokerNames.Select(Rank)
            .OrderBy(rank => rank.Left > TimeSpan.Zero)
            .ThenBy(rank => rank.Latency)
            .ThenBy(rank => rank.Left)
            .Select(rank => rank.BrokerName)
            .ToArray();
        var half = ranked.Length / 2;
        return half == 0 ? ranked[0] : ranked[(int)((uint)Interlocked.Increment(ref _turn) % half)];
    }

    /// <summary>The pause of the highest level that the latency reaches; none below the first.</summary>
    internal TimeSpan UnavailableAfter(TimeSpan latency) =>
        options.LatencyFaultLevels.LastOrDefault(level => latency >= level.Latency).Unavailable;

    private TimeSpan LeftOf(BrokerFault fault) => fault.Unavailable - timeProvider.GetElapsedTime(fault.ReportedAt);

    private (string BrokerName, TimeSpan Latency, TimeSpan Left) Rank(string brokerName)
    {
        var fault = _faults.GetValueOrDefault(brokerName);
        var left = LeftOf(fault);
        return (brokerName, fault.Latency, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <param name="Latency">Of the last attempt.</param>
    /// <param name="ReportedAt">Timestamp of its end.</param>
    /// <param name="Unavailable">Pause from then on.</param>
    private readonly record struct BrokerFault(TimeSpan Latency, long ReportedAt, TimeSpan Unavailable);
}
