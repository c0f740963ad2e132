using System.Collections.Concurrent;
using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Foreign;

/// <summary>
/// Which member holds which queue, by what members say of themselves (307), as a foreign broker does not know. At most 100 are asked at a
/// time, 16 at once, each for at most a second; one that is silent is left alone for 30 s. What a member said counts for 30 s. All
/// brokers of a cluster share it, so a member is asked through one of them.
/// </summary>
internal sealed class QueueHolders(ClusterCalls calls)
{
    private const int Most = 100;
    private const int AtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Group, string ClientId), QueueHolder> _members = new();

    /// <summary>Asks those whose last answer is older; begins with no one after the deadline.</summary>
    public async Task RefreshAsync(
        BrokerEndpoint broker,
        IEnumerable<(string Group, string ClientId)> members,
        TimeSpan oldest,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        foreach (var (key, member) in _members)
        {
            if (member.IsOlder(Forgotten))
            {
                _members.TryRemove(key, out _);
            }
        }

        var asked = members
            .Select(member => (Key: member, Holder: _members.GetOrAdd(member, _ => new QueueHolder(calls.Time))))
            .Where(member => member.Holder.IsDue(oldest, Silence))
            .OrderBy(member => member.Holder.AskedAt)
            .Take(Most)
            .ToList();
        await Parallel.ForEachAsync(
            asked,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (member, token) =>
            {
                if (!deadline.IsOver)
                {
                    await member.Holder
                        .AskAsync(() => AskAsync(broker, member.Key, Shorter(deadline)), token)
                        .ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
    }

    /// <summary>Members by the queue that they hold, as far as they said lately.</summary>
    public ILookup<MessageQueue, string> Of(string group, IEnumerable<string> clientIds) => clientIds
        .SelectMany(
            client => _members.TryGetValue((group, client), out var holder) ? holder.Held(Believed) : [],
            (client, queue) => (client, queue))
        .ToLookup(held => held.queue, held => held.client);

    private static TimeSpan Shorter(Deadline deadline) => deadline.Remaining < Patience ? deadline.Remaining : Patience;

    /// <summary>Null when the member says nothing, whatever the reason.</summary>
    private async Task<IReadOnlyList<MessageQueue>?> AskAsync(
        BrokerEndpoint broker, (string Group, string ClientId) member, TimeSpan timeout)
    {
        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = member.Group, ClientId = member.ClientId };
        var request = RemotingCommand.Request(RequestCode.GetConsumerRunningInfo, header);
        try
        {
            // Not ended with the asker: others may wait for the same answer, and its time is short.
            var answer = await calls
                .RequireAsync(broker, request, "running information", timeout, CancellationToken.None)
                .ConfigureAwait(false);
            return [.. answer.ReadBody<ConsumerRunningInfoBody>().MqTable.Where(held => !held.Value.Dropped).Select(held => held.Key)];
        }
        catch (Exception exception) when (exception is AdminException or CommandFieldException)
        {
            // Unknown: the queues show no owner; the members' page says why it is silent.
            return null;
        }
    }
}
