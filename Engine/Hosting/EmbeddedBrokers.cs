using Engine.Admin;
using Engine.Admin.Clusters;

namespace Engine.Hosting;

/// <summary>The brokers of an embedded cluster and their slaves, of which more may come while it runs.</summary>
internal sealed class EmbeddedBrokers
{
    private readonly EmbeddedClusterOptions _options;
    private readonly EmbeddedTransport? _transport;
    private readonly Func<EmbeddedAddresses, EmbeddedBrokerAddress, INodeRun> _make;
    private readonly SemaphoreSlim _turn = new(1);
    private EmbeddedAddresses _addresses;
    private volatile IReadOnlyList<(EmbeddedBrokerAddress Address, EmbeddedNode Node)> _all;
    private bool _isClosed;

    /// <param name="options">The settings.</param>
    /// <param name="addresses">Where each is.</param>
    /// <param name="transport">Is told of slaves that come later; null = nobody is, they are where their masters' ports lead.</param>
    /// <param name="make">Makes a life of one, not started.</param>
    public EmbeddedBrokers(
        EmbeddedClusterOptions options,
        EmbeddedAddresses addresses,
        EmbeddedTransport? transport,
        Func<EmbeddedAddresses, EmbeddedBrokerAddress, INodeRun> make)
    {
        _options = options;
        _addresses = addresses;
        _transport = transport;
        _make = make;
        _all = [.. addresses.Brokers.Select(broker => (broker, NodeOf(addresses, broker)))];
    }

    /// <summary>Every master in its order with its slaves behind it.</summary>
    public IReadOnlyList<EmbeddedNode> Nodes => [.. _all.Select(one => one.Node)];

    /// <summary>The masters side by side, then the slaves, which look for them.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var same in _all.GroupBy(one => one.Address.IsSlave).OrderBy(same => same.Key))
        {
            await Task.WhenAll(same.Select(one => one.Node.StartAsync(cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a broker one slave more and starts it. One at a time.</summary>
    /// <exception cref="AdminException">
    /// There is no such broker, it has all the slaves that it may have, or the slave does not start.
    /// </exception>
    public async Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _isClosed
                ? throw new AdminException(AdminErrorKind.NotReady, "The cluster is stopping.")
                : await AddInTurnAsync(Require(broker), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The stop with the whole cluster; none starts again, and none is added.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _isClosed = true;
            await Task.WhenAll(_all.Select(one => one.Node.CloseAsync(cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<NodeView> AddInTurnAsync(EmbeddedBrokerOptions broker, CancellationToken cancellationToken)
    {
        var id = FreeId(broker.Name);
        var before = _addresses;
        try
        {
            var addresses = _transport is null ? before.With(broker, id) : _transport.WithSlave(broker, id);
            var address = addresses.Brokers.First(one => one.Broker == broker.Name && one.Id == id);
            var node = NodeOf(addresses, address);
            await node.StartAsync(cancellationToken).ConfigureAwait(false);
            _addresses = addresses;
            _all =
            [
                .. addresses.Brokers.Select(one => one == address ? (address, node) : _all.First(known => known.Address == one)),
            ];
            return node.View;
        }
        catch (Exception failure)
        {
            _transport?.Use(before);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new AdminException(
                    AdminErrorKind.Refused, $"{EmbeddedBrokerAddress.NodeName(broker.Name, id)}, Start: {failure.Message}", failure);
            }

            throw;
        }
    }

    private EmbeddedBrokerOptions Require(string broker) =>
        _options.Brokers.FirstOrDefault(one => one.Enabled && one.Name == broker)
            ?? throw new AdminException(
                AdminErrorKind.BrokerNotFound,
                $"The cluster has no broker '{broker}' that could have a slave; there is "
                + $"{string.Join(", ", _options.Brokers.Where(one => one.Enabled).Select(one => one.Name))}.")
            {
                Field = "broker",
            };

    /// <summary>The lowest that is free and whose node would not have the name, and the folder, of a broker.</summary>
    private int FreeId(string broker)
    {
        var known = _all.Where(one => one.Address.Broker == broker).Select(one => one.Address.Id).ToHashSet();
        var names = _options.Brokers.Select(one => one.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = Enumerable.Range(1, EmbeddedBrokerOptions.MostSlaves)
            .Where(id => !known.Contains(id) && !names.Contains(EmbeddedBrokerAddress.NodeName(broker, id)));
        return free.FirstOrDefault() is > 0 and var id
            ? id
            : throw new AdminException(
                AdminErrorKind.Conflict,
                $"{broker} has {known.Count - 1} slaves and no free id from 1 to {EmbeddedBrokerOptions.MostSlaves} for one more.")
            {
                Field = "broker",
            };
    }

    private EmbeddedNode NodeOf(EmbeddedAddresses addresses, EmbeddedBrokerAddress broker) => new(
        broker.Node,
        broker.IsSlave ? NodeView.RoleOfSlave : NodeView.RoleOfBroker,
        broker.Address,
        () => _make(addresses, broker));
}
