using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Replication;

/// <summary>Asks slaves that are read in place of their masters how far behind they were (907).</summary>
internal sealed class SlaveReadings(ClusterCalls calls)
{
    /// <summary>
    /// Of the slaves among those that were read; nothing is asked where there is none. What a slave does not say is unknown, as of one of
    /// 4.x.
    /// </summary>
    public async Task<IReadOnlyList<SlaveReading>> ReadAsync(
        IEnumerable<BrokerEndpoint> read, Deadline deadline, CancellationToken cancellationToken) =>
        await Task.WhenAll(read.Where(broker => broker.IsSlave).Select(slave => ReadAsync(slave, deadline, cancellationToken)))
            .ConfigureAwait(false);

    private async Task<SlaveReading> ReadAsync(BrokerEndpoint slave, Deadline deadline, CancellationToken cancellationToken)
    {
        var unknown = new SlaveReading(slave.Name, slave.Node, null, null);
        try
        {
            var request = RemotingCommand.Request(RequestCode.GetBrokerHaStatus);
            var answer = await calls.AskAsync(slave, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            if (answer.Code != ResponseCode.Success)
            {
                return unknown;
            }

            var status = answer.ReadBody<BrokerHaStatusBody>();
            return unknown with
            {
                SecondsBehind = SlaveStanding.SecondsBehindAlone(status),
                MasterSeenAt = SlaveStanding.Time(status.HaClientRuntimeInfo.LastReadTimestamp),
            };
        }
        catch (Exception exception) when (exception is AdminException or CommandFieldException)
        {
            return unknown;
        }
    }
}
