using System.Collections.Immutable;

namespace Engine.Client.Instance;

/// <summary>
/// Makes sure that every known broker has heard of this client before it is asked something that the broker answers through it: the next
/// heartbeat of the duty may be half a minute away. Mirrors the heartbeat of DefaultMQProducerImpl#prepareSendRequest.
/// </summary>
internal sealed class BrokerPresence(ClientInstance instance)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ImmutableHashSet<string> _told = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>
    /// Sends a heartbeat unless all brokers known now have had one through this. One that cannot be reached is no failure.
    /// </summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (KnowsAll())
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!KnowsAll())
            {
                var brokers = instance.Routes.Current.AllBrokers();
                await instance.Heartbeats.SendAsync(cancellationToken).ConfigureAwait(false);
                _told = [.. brokers.Select(broker => broker.Address)];
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool KnowsAll()
    {
        var told = _told;
        return instance.Routes.Current.AllBrokers().All(broker => told.Contains(broker.Address));
    }
}
