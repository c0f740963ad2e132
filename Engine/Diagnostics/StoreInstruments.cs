using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Engine.Diagnostics;

/// <summary>What the message stores of a process measure; each store writes through its <see cref="StoreMeter"/>.</summary>
internal sealed class StoreInstruments
{
    public const string AppendedMessages = "engine.store.appended.messages";
    public const string AppendedBytes = "engine.store.appended.bytes";
    public const string RefusedAppends = "engine.store.appends.refused";
    public const string FlushDuration = "engine.store.flush.duration";
    public const string GroupCommitSize = "engine.store.group_commit.size";
    public const string LateCommits = "engine.store.group_commit.late";
    public const string DamagedPlaces = "engine.store.damaged";
    public const string LogSize = "engine.store.log.size";
    public const string DispatchBehind = "engine.store.dispatch.behind";
    public const string DispatchFailures = "engine.store.dispatch.failures";
    public const string DiskUsed = "engine.store.disk.used";
    public const string DeletedFiles = "engine.store.log.files.deleted";

    public const string StoreTag = "engine.store";
    public const string StatusTag = "engine.store.status";

    private readonly ConcurrentDictionary<StoreMeter, StoreGauges> _gauges = new();

    public StoreInstruments(Meter meter)
    {
        Messages = meter.CreateCounter<long>(AppendedMessages, "{message}", "Messages stored.");
        Bytes = meter.CreateCounter<long>(AppendedBytes, "By", "Bytes of the records stored.");
        Refused = meter.CreateCounter<long>(RefusedAppends, "{append}", "Messages and batches that were not stored, by status.");
        Flushes = meter.CreateHistogram<double>(FlushDuration, "s", "How long it took to bring the log to the disk itself.");
        Commits = meter.CreateHistogram<int>(GroupCommitSize, "{sender}", "Senders that one flush of the log served.");
        Late = meter.CreateCounter<long>(LateCommits, "{sender}", "Senders told that their message is stored, but not on the disk itself.");
        Damaged = meter.CreateCounter<long>(DamagedPlaces, "{place}", "Places of the log found damaged.");
        Deleted = meter.CreateCounter<long>(DeletedFiles, "{file}", "Log files deleted because they were due or the disk was nearly full.");
        meter.CreateObservableGauge(LogSize, () => Observe(gauges => gauges.LogBytes), "By", "Bytes of the log from its first offset on.");
        meter.CreateObservableGauge(
            DispatchBehind, () => Observe(gauges => gauges.BehindBytes), "By", "Bytes of the log that the key index has not read yet.");
        meter.CreateObservableCounter(
            DispatchFailures, () => Observe(gauges => gauges.DispatchFailures), "{turn}", "Turns of the key index that failed.");
        meter.CreateObservableGauge(DiskUsed, ObserveDisks, "1", "Used part of the store's disk.");
    }

    internal Counter<long> Messages { get; }

    internal Counter<long> Bytes { get; }

    internal Counter<long> Refused { get; }

    internal Histogram<double> Flushes { get; }

    internal Histogram<int> Commits { get; }

    internal Counter<long> Late { get; }

    internal Counter<long> Damaged { get; }

    internal Counter<long> Deleted { get; }

    internal void Watch(StoreMeter store, StoreGauges gauges) => _gauges[store] = gauges;

    internal void Unwatch(StoreMeter store) => _gauges.TryRemove(store, out _);

    private IEnumerable<Measurement<double>> ObserveDisks() =>
        from each in _gauges
        let used = each.Value.DiskUsed?.Invoke()
        where used is not null
        select new Measurement<double>(used.Value, each.Key.Tag);

    private IEnumerable<Measurement<long>> Observe(Func<StoreGauges, Func<long>?> gauge) =>
        from each in _gauges
        let read = gauge(each.Value)
        where read is not null
        select new Measurement<long>(read(), each.Key.Tag);
}
