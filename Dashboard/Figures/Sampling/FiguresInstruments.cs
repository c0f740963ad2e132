using System.Diagnostics.Metrics;

namespace Dashboard.Figures.Sampling;

/// <summary>What the sampling costs and loses, by cluster.</summary>
internal sealed class FiguresInstruments
{
    internal const string MeterName = "Console.Figures";

    private readonly Counter<long> _samples;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _historyDropped;

    public FiguresInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _samples = meter.CreateCounter<long>("console.figures.samples", "{sample}", "Reads of a cluster's figures.");
        _failures = meter.CreateCounter<long>("console.figures.failures", "{sample}", "Sweeps that failed.");
        _dropped = meter.CreateCounter<long>(
            "console.live.dropped", "{snapshot}", "Snapshots a slow viewer did not take before the next came.");
        _historyDropped = meter.CreateCounter<long>(
            "console.history.dropped", "{sample}", "Samples the history did not take before too many more came.");
    }

    internal void Sampled(string cluster, string scope) => _samples.Add(1, new("cluster", cluster), new("scope", scope));

    internal void Failed(string cluster) => _failures.Add(1, new KeyValuePair<string, object?>("cluster", cluster));

    internal void Dropped() => _dropped.Add(1);

    internal void HistoryDropped() => _historyDropped.Add(1);
}
