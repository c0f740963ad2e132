using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// The only reader of one cluster's figures: everything every second, watched things at once on the change signal too. One sample is
/// shared by all who look, however many they are.
/// </summary>
internal sealed partial class ClusterSampler : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly IClusterGateway _gateway;
    private readonly FiguresInstruments _instruments;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ClusterSampler> _logger;
    private readonly FigureReader _reader;
    private ClusterSample? _latest;
    private long _validFrom;
    private string? _problem;
    private AdminException? _trouble;

    public ClusterSampler(
        IClusterGateway gateway,
        TimeSpan interval,
        FiguresInstruments instruments,
        TimeProvider timeProvider,
        ILogger<ClusterSampler> logger)
    {
        (_gateway, _instruments, _timeProvider, _logger) = (gateway, instruments, timeProvider, logger);
        _reader = new FigureReader(gateway, instruments, timeProvider);
        Groups = new("group", (name, watch) =>
            LoopOf(
                $"group {name}",
                ChangeScope.OfGroup(name),
                interval,
                cancel => SampleWatchedAsync(Groups!, name, watch, SampleGroupAsync, cancel)));
        Topics = new("topic", (name, watch) =>
            LoopOf(
                $"topic {name}",
                ChangeScope.OfTopic(name),
                interval,
                cancel => SampleWatchedAsync(Topics!, name, watch, SampleTopicAsync, cancel)));
        var distance = interval > SamplingLimits.OverviewInterval ? interval : SamplingLimits.OverviewInterval;
        Overview = new("overview", (_, _) =>
            LoopOf("overview", ChangeScope.All, distance, cancel => SampleClusterAsync(isSweep: false, cancel)));
    }

    /// <summary>Raised with each sweep that was read, on its own thread: a handler only hands it on.</summary>
    internal event Action<ClusterSample>? Swept;

    internal string Cluster => _gateway.Name;

    internal WatchTable<GroupSnapshot> Groups { get; }

    internal WatchTable<TopicSnapshot> Topics { get; }

    /// <summary>One entry at most, named after the cluster.</summary>
    internal WatchTable<OverviewSnapshot> Overview { get; }

    /// <summary>The newest sample of the whole cluster; null before the first.</summary>
    internal ClusterSample? Latest => Volatile.Read(ref _latest);

    /// <summary>Why nothing at all is known of the cluster; null when something is, or nobody looked yet.</summary>
    internal AdminException? Trouble => Latest is null ? Volatile.Read(ref _trouble) : null;

    /// <summary>Samples that found no room for their series, and so have no rates.</summary>
    internal long SeriesDropped => _reader.SeriesDropped;

    private string Source => Latest?.Overview.Source ?? SampleSource.Push;

    /// <summary>Sweeps every second until cancelled; a cluster that is not ready is left alone.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SamplingLimits.Sweep, _timeProvider);
        do
        {
            if (_gateway.IsReady)
                await SweepAsync(cancellationToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What was sampled before this call no longer counts as fresh: something was changed through the console.</summary>
    internal void Invalidate() => Interlocked.Exchange(ref _validFrom, _reader.LastTicket + 1);

    internal bool IsFresh<T>(Sampled<T> sampled)
        where T : class, ISnapshot<T> =>
        sampled.Snapshot.Sequence >= Interlocked.Read(ref _validFrom)
        && _timeProvider.GetElapsedTime(sampled.TakenAt) <= SamplingLimits.Sweep;

    /// <summary>The newest sample of a group, watched or swept; null when there is none.</summary>
    internal Sampled<GroupSnapshot>? KnownGroup(string group) => Newer(Groups.Find(group)?.Latest, Latest?.Group(group));

    /// <summary>The newest sample of a topic, watched or swept; null when there is none.</summary>
    internal Sampled<TopicSnapshot>? KnownTopic(string topic) => Newer(Topics.Find(topic)?.Latest, Latest?.Topic(topic));

    /// <summary>The samples of the last 120 s of a group on a queue, oldest first; out of memory.</summary>
    internal IReadOnlyList<OffsetSample> Recent(string group, MessageQueue queue) => _reader.Recent(group, queue);

    /// <summary>Reads a group now and hands it to its viewers too.</summary>
    internal async Task<GroupSnapshot> SampleGroupAsync(string group, CancellationToken cancellationToken)
    {
        var sampled = await _reader.ReadGroupAsync(group, Source, cancellationToken).ConfigureAwait(false);
        Groups.Find(group)?.Publish(sampled);
        return sampled.Snapshot;
    }

    /// <summary>Reads a topic now and hands it to its viewers too.</summary>
    internal async Task<TopicSnapshot> SampleTopicAsync(string topic, CancellationToken cancellationToken)
    {
        var sampled = await _reader.ReadTopicAsync(topic, Source, cancellationToken).ConfigureAwait(false);
        Topics.Find(topic)?.Publish(sampled);
        return sampled.Snapshot;
    }

    /// <summary>Reads everything now; all watched things get their part.</summary>
    internal async Task<ClusterSample> SampleClusterAsync(bool isSweep, CancellationToken cancellationToken)
    {
        var sample = await _reader.ReadClusterAsync(Latest, isSweep, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_latest is null || _latest.Overview.Sequence < sample.Overview.Sequence)
                Volatile.Write(ref _latest, sample);
        }

        Distribute(sample);
        return sample;
    }

    public async ValueTask DisposeAsync()
    {
        await Groups.DisposeAsync().ConfigureAwait(false);
        await Topics.DisposeAsync().ConfigureAwait(false);
        await Overview.DisposeAsync().ConfigureAwait(false);
    }

    private WatchLoop LoopOf(string thing, ChangeScope scope, TimeSpan distance, Func<CancellationToken, Task> sample) =>
        new($"{Cluster} {thing}", cancel => _gateway.WatchChangesAsync(scope, cancel), sample, distance, _timeProvider, _logger);

    private static async Task SampleWatchedAsync<T>(
        WatchTable<T> table, string name, Watch<T> watch, Func<string, CancellationToken, Task> sample, CancellationToken cancellationToken)
        where T : class, ISnapshot<T>
    {
        try
        {
            await sample(name, cancellationToken).ConfigureAwait(false);
        }
        catch (AdminException gone) when (IsForGood(gone.Kind))
        {
            table.End(name, watch, gone);
        }
    }

    /// <summary>A thing of that name is not there, or cannot be: no further look would show it to who watches now.</summary>
    private static bool IsForGood(AdminErrorKind kind) =>
        kind is AdminErrorKind.GroupNotFound or AdminErrorKind.TopicNotFound or AdminErrorKind.InvalidArgument;

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var sample = await SampleClusterAsync(isSweep: true, cancellationToken).ConfigureAwait(false);
            NoteProblem(MissingRows.Problem(sample.Overview.Unreachable), failure: null);
            _instruments.Sampled(Cluster, "sweep");
            Swept?.Invoke(sample);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NoteProblem(failure.Message, failure);
            MarkStale(failure as AdminException ?? new AdminException(AdminErrorKind.Unreachable, failure.Message, failure));
            _instruments.Failed(Cluster);
        }
    }

    private void Distribute(ClusterSample sample)
    {
        Overview.Find(Cluster)?.Publish(sample.Whole);
        Hand(Groups, sample.Group, isComplete: sample.Overview.Unreachable.Count == 0);
        Hand(Topics, sample.Topic, isComplete: sample.Overview.Unreachable.Count == 0);
    }

    private static void Hand<T>(WatchTable<T> table, Func<string, Sampled<T>?> partOf, bool isComplete)
        where T : class, ISnapshot<T>
    {
        foreach (var name in table.Names)
        {
            if (partOf(name) is { } part)
                table.Find(name)?.Publish(part);
            else if (isComplete)
                table.Trigger(name); // Seems to be deleted: its own read says so, or that it has just come.
        }
    }

    private void MarkStale(AdminException problem)
    {
        Volatile.Write(ref _trouble, problem);
        var sequence = _reader.DrawTicket().Number;
        Overview.Find(Cluster)?.PublishStale(problem, sequence);
        foreach (var name in Groups.Names)
            Groups.Find(name)?.PublishStale(problem, sequence);

        foreach (var name in Topics.Names)
            Topics.Find(name)?.PublishStale(problem, sequence);
    }

    private void NoteProblem(string? problem, Exception? failure)
    {
        var before = Interlocked.Exchange(ref _problem, problem);
        if (problem is not null && before is null)
            LogProblem(failure, Cluster, problem);
        else if (problem is null && before is not null)
            LogRecovered(Cluster);
    }

    private static Sampled<T>? Newer<T>(Sampled<T>? one, Sampled<T>? other)
        where T : class, ISnapshot<T> =>
        one is null || other?.Snapshot.Sequence > one.Snapshot.Sequence ? other : one;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The figures of cluster {Cluster} are incomplete or old: {Problem}")]
    private partial void LogProblem(Exception? failure, string cluster, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The figures of cluster {Cluster} are complete again.")]
    private partial void LogRecovered(string cluster);
}
