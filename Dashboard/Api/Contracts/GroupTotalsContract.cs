using Dashboard.Figures.Sampling;

namespace Dashboard.Api.Contracts;

/// <summary>Sums over the queues of a group; consumerOffset and lag over those with an offset, null when none has one.</summary>
internal sealed record GroupTotalsContract(int Queues, long BrokerOffset, long? ConsumerOffset, long? Lag)
{
    public static GroupTotalsContract Of(GroupSnapshot snapshot)
    {
        var known = snapshot.Queues.Where(row => row.ConsumerOffset is not null).ToList();
        return new GroupTotalsContract(
            snapshot.Queues.Count,
            snapshot.Queues.Sum(row => row.BrokerOffset),
            known.Count == 0 ? null : known.Sum(row => row.ConsumerOffset),
            snapshot.Summary.Lag);
    }
}
