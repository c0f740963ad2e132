using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Clusters;

/// <summary>Asks brokers for their counters of topics and groups (315), one by one, at most 16 at once, all within one deadline.</summary>
internal sealed class TrafficReader(ClusterCalls calls, ClusterDirectory directory)
{
    /// <summary>More are not asked.</summary>
    public const int MostAsked = 1000;

    private const int AtOnce = 16;
    private const string TopicPutSize = "TOPIC_PUT_SIZE";
    private const string GroupGetSize = "GROUP_GET_SIZE";
    private const string SendBackNums = "SNDBCK_PUT_NUMS";

    public async Task<IReadOnlyList<TrafficFigures>> ReadAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var masters = await directory.ReadMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var byName = masters.ToDictionary(master => master.Name, StringComparer.Ordinal);
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(keys.Where(key => byName.ContainsKey(key.Broker)).Take(MostAsked).Select(AskAsync)).ConfigureAwait(false);

        async Task<TrafficFigures> AskAsync(TrafficKey key)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var broker = byName[key.Broker];
                if (key.Group is not { } group)
                {
                    var stored = await FindAsync(broker, TopicPutSize, key.Topic, deadline, cancellationToken).ConfigureAwait(false);
                    return new TrafficFigures(key, stored?.Tps, null);
                }

                var of = $"{key.Topic}@{group}";
                var pulled = await FindAsync(broker, GroupGetSize, of, deadline, cancellationToken).ConfigureAwait(false);
                var sentBack = await FindAsync(broker, SendBackNums, of, deadline, cancellationToken).ConfigureAwait(false);
                return new TrafficFigures(key, pulled?.Tps, sentBack?.Sum);
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>The last minute of a counter; null when the broker has none of that name, or does not answer.</summary>
    private async Task<BrokerStatsItem?> FindAsync(
        BrokerEndpoint broker, string name, string key, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(
            RequestCode.ViewBrokerStatsData, new ViewBrokerStatsHeader { StatsName = name, StatsKey = key });
        try
        {
            var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            return answer.Code == ResponseCode.Success ? answer.ReadBody<BrokerStatsBody>().StatsMinute : null;
        }
        catch (Exception exception) when (exception is AdminException or CommandFieldException)
        {
            // Unknown: its series is left out.
            return null;
        }
    }
}
