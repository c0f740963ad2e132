using System.Collections.Frozen;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Replication;

/// <summary>
/// What a slave takes from nobody but its master (G2): messages, and changes that its next look at the master's tables would undo.
/// Everything that only reads is answered, and so are heartbeats. A one-way request is dropped, as its answer would be.
/// </summary>
internal static class SlaveRefusals
{
    private const string Messages = "takes no messages";
    private const string Offsets = "keeps no offsets of its own";
    private const string Topics = "changes no topics";
    private const string Groups = "changes no groups";
    private const string Locks = "locks no queues";

    private static readonly FrozenDictionary<int, (int Answer, string What)> Refused = new Dictionary<int, (int, string)>
    {
        [RequestCode.SendMessage] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.SendMessageV2] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.SendBatchMessage] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.ConsumerSendMsgBack] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.SendReplyMessage] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.SendReplyMessageV2] = (ResponseCode.ServiceNotAvailable, Messages),
        [RequestCode.EndTransaction] = (ResponseCode.SlaveNotAvailable, "ends no transactions"),
        [RequestCode.UpdateConsumerOffset] = (ResponseCode.SystemError, Offsets),
        [RequestCode.InvokeBrokerToResetOffset] = (ResponseCode.SystemError, Offsets),
        [RequestCode.CloneGroupOffset] = (ResponseCode.SystemError, Offsets),
        [RequestCode.UpdateAndCreateTopic] = (ResponseCode.SystemError, Topics),
        [RequestCode.UpdateAndCreateTopicList] = (ResponseCode.SystemError, Topics),
        [RequestCode.DeleteTopicInBroker] = (ResponseCode.SystemError, Topics),
        [RequestCode.CleanUnusedTopic] = (ResponseCode.SystemError, Topics),
        [RequestCode.UpdateAndCreateSubscriptionGroup] = (ResponseCode.SystemError, Groups),
        [RequestCode.UpdateAndCreateSubscriptionGroupList] = (ResponseCode.SystemError, Groups),
        [RequestCode.DeleteSubscriptionGroup] = (ResponseCode.SystemError, Groups),
        [RequestCode.UpdateBrokerConfig] = (ResponseCode.SystemError, "changes no settings"),
        [RequestCode.LockBatchMq] = (ResponseCode.SystemError, Locks),
        [RequestCode.UnlockBatchMq] = (ResponseCode.SystemError, Locks),
    }.ToFrozenDictionary();

    /// <summary>The handlers of a slave: those of a master, but for what it refuses.</summary>
    public static IEnumerable<HandlerRegistration> Apply(
        IEnumerable<HandlerRegistration> handlers, BrokerOptions options, MasterPlace master) =>
        handlers.Select(registration => Refused.TryGetValue(registration.Code, out var refusal)
            ? registration with { Handler = new SlaveRefusal(options, master, refusal.Answer, refusal.What) }
            : registration);
}
