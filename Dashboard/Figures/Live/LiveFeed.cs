using Dashboard.Figures.Sampling;
using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Figures.Live;

/// <summary>
/// The figures of all clusters for pages, hub and REST alike: watch a thing, or read it once. An unknown cluster, group or topic is an
/// <see cref="AdminException"/> that names it.
/// </summary>
internal sealed class LiveFeed(ClusterSamplers samplers, FiguresInstruments instruments)
{
    /// <summary>A group that does not exist ends the subscription with an <see cref="AdminException"/>.</summary>
    internal LiveSubscription<GroupSnapshot> WatchGroup(string cluster, string group)
    {
        var sampler = samplers.Get(cluster);
        return Join(sampler, sampler.Groups, group, sampler.KnownGroup(group));
    }

    /// <summary>A topic that does not exist ends the subscription with an <see cref="AdminException"/>.</summary>
    internal LiveSubscription<TopicSnapshot> WatchTopic(string cluster, string topic)
    {
        var sampler = samplers.Get(cluster);
        return Join(sampler, sampler.Topics, topic, sampler.KnownTopic(topic));
    }

    internal LiveSubscription<OverviewSnapshot> WatchOverview(string cluster)
    {
        var sampler = samplers.Get(cluster);
        return Join(sampler, sampler.Overview, cluster, sampler.Latest?.Whole);
    }

    /// <summary>Waits until a sample of the cluster taken after <paramref name="since"/> has the group.</summary>
    internal Task WaitForGroupAsync(string cluster, string group, DateTimeOffset since, CancellationToken cancellationToken) =>
        WaitForAsync(cluster, overview => overview.Groups.Any(row => row.Name == group), since, cancellationToken);

    /// <summary>Waits until a sample of the cluster taken after <paramref name="since"/> has the topic.</summary>
    internal Task WaitForTopicAsync(string cluster, string topic, DateTimeOffset since, CancellationToken cancellationToken) =>
        WaitForAsync(cluster, overview => overview.Topics.Any(row => row.Name == topic), since, cancellationToken);

    /// <summary>The newest sample of the group when it is not older than 1 s, else one taken now.</summary>
    internal async Task<GroupSnapshot> ReadGroupAsync(string cluster, string group, CancellationToken cancellationToken)
    {
        var sampler = samplers.Get(cluster);
        return sampler.KnownGroup(group) is { } known && sampler.IsFresh(known)
            ? known.Snapshot
            : await sampler.SampleGroupAsync(group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest sample of the topic when it is not older than 1 s, else one taken now.</summary>
    internal async Task<TopicSnapshot> ReadTopicAsync(string cluster, string topic, CancellationToken cancellationToken)
    {
        var sampler = samplers.Get(cluster);
        return sampler.KnownTopic(topic) is { } known && sampler.IsFresh(known)
            ? known.Snapshot
            : await sampler.SampleTopicAsync(topic, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest sample of the cluster when it is not older than 1 s, else one taken now.</summary>
    internal async Task<OverviewSnapshot> ReadOverviewAsync(string cluster, CancellationToken cancellationToken) =>
        (await ReadClusterAsync(cluster, cancellationToken).ConfigureAwait(false)).Overview;

    /// <summary>All groups with all their queues, by name, out of one sample not older than 1 s.</summary>
    internal async Task<IReadOnlyList<GroupSnapshot>> ReadGroupsAsync(string cluster, CancellationToken cancellationToken)
    {
        var sample = await ReadClusterAsync(cluster, cancellationToken).ConfigureAwait(false);
        return [.. sample.Overview.Groups.Select(group => sample.Groups[group.Name])];
    }

    /// <summary>The samples of the last 120 s of a group on a queue, oldest first; out of memory, nothing is read.</summary>
    internal IReadOnlyList<OffsetSample> Recent(string cluster, string group, MessageQueue queue) =>
        samplers.Get(cluster).Recent(group, queue);

    /// <summary>Call after a change of the cluster: reads that begin later see it, however young the last sample is.</summary>
    internal void Invalidate(string cluster) => samplers.Get(cluster).Invalidate();

    private async Task<ClusterSample> ReadClusterAsync(string cluster, CancellationToken cancellationToken)
    {
        var sampler = samplers.Get(cluster);
        return sampler.Latest is { } latest && sampler.IsFresh(latest.Whole)
            ? latest
            : await sampler.SampleClusterAsync(isSweep: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForAsync(
        string cluster, Func<OverviewSnapshot, bool> isThere, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var overviews = WatchOverview(cluster);
        await foreach (var overview in overviews.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (overview.SampledAt > since && isThere(overview))
                return;
        }
    }

    private LiveSubscription<T> Join<T>(ClusterSampler sampler, WatchTable<T> table, string name, Sampled<T>? known)
        where T : class, ISnapshot<T>
    {
        var subscription = new LiveSubscription<T>(instruments, left => table.LeaveAsync(name, left));
        table.Join(name, known, subscription);
        if (sampler.Trouble is { } trouble)
            subscription.Trouble(trouble);

        return subscription;
    }
}
