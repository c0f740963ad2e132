using Dashboard.Clusters;
using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Figures.Sampling;

/// <summary>Reads one cluster's figures through its gateway and writes them into the book. Safe for many threads.</summary>
internal sealed class FigureReader(IClusterGateway gateway, FiguresInstruments instruments, TimeProvider timeProvider)
{
    private readonly FigureBook _book = new(gateway.Name);
    private IReadOnlyList<BrokerView> _brokers = [];
    private readonly ReplicationWatch _replication = new(gateway, timeProvider);
    private long _ticket;

    /// <summary>Number of the ticket drawn last.</summary>
    internal long LastTicket => Interlocked.Read(ref _ticket);

    /// <summary>Samples that found no room for their series, and so have no rates.</summary>
    internal long SeriesDropped => _book.Dropped;

    /// <summary>The samples of the last 120 s of a group on a queue, oldest first.</summary>
    internal IReadOnlyList<OffsetSample> Recent(string group, MessageQueue queue) => _book.Recent(group, queue);

    internal Ticket DrawTicket() => new(Interlocked.Increment(ref _ticket), timeProvider.GetTimestamp());

    internal async Task<Sampled<GroupSnapshot>> ReadGroupAsync(string group, string source, CancellationToken cancellationToken)
    {
        var ticket = DrawTicket();
        var figures = await gateway.ReadGroupProgressAsync(group, cancellationToken).ConfigureAwait(false);
        instruments.Sampled(gateway.Name, "group");
        return new(_book.Write(figures, source, ticket), ticket.TakenAt);
    }

    internal async Task<Sampled<TopicSnapshot>> ReadTopicAsync(string topic, string source, CancellationToken cancellationToken)
    {
        var ticket = DrawTicket();
        var sampledAt = timeProvider.GetUtcNow();
        var detail = await gateway.GetTopicAsync(topic, cancellationToken).ConfigureAwait(false);
        instruments.Sampled(gateway.Name, "topic");
        return new(_book.Write(detail, sampledAt, source, ticket), ticket.TakenAt);
    }

    /// <summary>Everything; the list of brokers is read with the sweeps only.</summary>
    internal async Task<ClusterSample> ReadClusterAsync(ClusterSample? before, bool isSweep, CancellationToken cancellationToken)
    {
        var ticket = DrawTicket();
        if (isSweep || _brokers.Count == 0)
            _brokers = (await gateway.GetClusterAsync(cancellationToken).ConfigureAwait(false)).Brokers;

        var replication = isSweep ? await _replication.ReadAsync(_brokers, cancellationToken).ConfigureAwait(false) : null;
        var nodes = gateway.Nodes;
        var progress = await gateway.ReadProgressAsync(cancellationToken).ConfigureAwait(false);
        if (!isSweep)
            instruments.Sampled(gateway.Name, "overview");

        var sample = _book.Write(progress, _brokers, before, isSweep, ticket);
        return sample with
        {
            Overview = sample.Overview with { Replication = replication ?? before?.Overview.Replication, Nodes = nodes },
        };
    }
}
