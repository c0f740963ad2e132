using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// Reads how a cluster's replication stands beside its sweeps, at most every 2 s, and only where a broker has, or just had, slaves. It
/// never holds a sweep up: what is not read yet is taken with a later one. One caller at a time.
/// </summary>
internal sealed class ReplicationWatch(IClusterGateway gateway, TimeProvider timeProvider)
{
    private static readonly TimeSpan Distance = TimeSpan.FromSeconds(2);

    private Task<ReplicationView?>? _reading;
    private bool _hadSlaves;
    private long _begunAt;

    /// <summary>What was read since the last call; null when nothing was.</summary>
    internal async Task<ReplicationView?> ReadAsync(IReadOnlyList<BrokerView> brokers, CancellationToken cancellationToken)
    {
        if (_reading is { IsCompleted: false })
            return null;

        var read = _reading is null ? null : await _reading.ConfigureAwait(false);
        if (_reading is not null && timeProvider.GetElapsedTime(_begunAt) < Distance)
            return read;

        _begunAt = timeProvider.GetTimestamp();
        _hadSlaves = read is null ? _hadSlaves : read.Nodes.Any(node => node.Id > 0);
        _reading = _hadSlaves || brokers.Any(broker => broker.Id > 0) ? TryReadAsync(cancellationToken) : null;
        return read;
    }

    private async Task<ReplicationView?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.ReadReplicationAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AdminException or OperationCanceledException)
        {
            // Unknown until the next turn; that nobody answers is told by the figures.
            return null;
        }
    }
}
