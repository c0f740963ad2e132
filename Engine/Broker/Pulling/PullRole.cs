using Engine.Broker.Replication;
using Engine.Protocol.Bodies;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>
/// How a pull is answered by what the broker is: a slave corrects nobody's offset (broker-semantics §3.2), and either suggests where the
/// next pull goes (§3.5). Mirrors what PullMessageProcessor and DefaultMessageStore ask BrokerRole and slaveReadEnable for.
/// </summary>
/// <param name="options">The broker's settings.</param>
/// <param name="store">Tells how far behind the log's end a message lies.</param>
/// <param name="master">A slave's master.</param>
/// <param name="slaves">A master's slaves.</param>
internal sealed class PullRole(BrokerOptions options, MessageStore store, MasterPlace master, ICaughtUpSlaves slaves)
{
    private const long MasterId = 0;

    /// <param name="result">What the store found.</param>
    /// <param name="offset">The offset that was asked for.</param>
    /// <param name="maySuspend">The request allows a hold and is evaluated for the first time.</param>
    public PullDecision Decide(GetResult result, long offset, bool maySuspend) => options.IsSlave
        ? PullDecision.OfSlave(result, offset, maySuspend, master.IsAway)
        : PullDecision.Of(result, offset, maySuspend);

    /// <summary>The broker id of the process that the next pull is to go to.</summary>
    /// <param name="group">Who pulls.</param>
    /// <param name="topic">Topic name.</param>
    /// <param name="queueId">Queue id.</param>
    /// <param name="result">What the store found.</param>
    public long Suggest(SubscriptionGroupConfig? group, string topic, int queueId, GetResult result)
    {
        if (!options.SlaveReadEnable || group is null)
        {
            return MasterId;
        }

        if (options.IsSlave)
        {
            return IsFarBehind(topic, queueId, result) ? group.WhichBrokerWhenConsumeSlowly : group.BrokerId;
        }

        // A slave that lacks messages, or is not there, is no place to read from, whatever the group says.
        return slaves.Any && IsFarBehind(topic, queueId, result) ? group.WhichBrokerWhenConsumeSlowly
            : group.BrokerId == MasterId || slaves.Any ? group.BrokerId
            : MasterId;
    }

    /// <summary>Where a slave sends a pull whose offset it does not have: as the group says, whatever the distance.</summary>
    public long SuggestElsewhere(SubscriptionGroupConfig? group) =>
        options.SlaveReadEnable && group is not null ? group.BrokerId : MasterId;

    /// <summary>Whether the last message that was looked at lies further back than what is in memory.</summary>
    private bool IsFarBehind(string topic, int queueId, GetResult result) =>
        result.Status is GetStatus.Found or GetStatus.NoMatchedMessage or GetStatus.MessageWasRemoving
        && store.IsFarBehind(topic, queueId, result.NextBeginOffset - 1);
}
