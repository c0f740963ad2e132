using Engine.Protocol;
using Engine.Protocol.Codes;

namespace Engine.Broker;

/// <summary>Refusals that several handlers give, worded as RocketMQ words them.</summary>
internal static class Refusals
{
    /// <summary>What RocketMQ appends where its documentation helps.</summary>
    public const string SeeDocumentation = "\nSee http://rocketmq.apache.org/docs/faq/ for further details.";

    public static RemotingCommand TopicNotExist(string topic) =>
        RemotingCommand.Answer(ResponseCode.TopicNotExist, $"topic[{topic}] not exist, apply first please!{SeeDocumentation}");

    public static RemotingCommand GroupNotExist(string group) => RemotingCommand.Answer(
        ResponseCode.SubscriptionGroupNotExist, $"subscription group [{group}] does not exist, {SeeDocumentation}");

    public static RemotingCommand NoPropertyFilter(string? expressionType) =>
        SystemError($"The broker does not support consumer to filter message by {expressionType}");

    public static RemotingCommand SystemError(string remark) => RemotingCommand.Answer(ResponseCode.SystemError, remark);

    /// <summary>A code that was registered for a handler that does not know it: a mistake in the registration.</summary>
    public static RemotingCommand NotMine(int code) =>
        RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, $" request type {code} not supported");
}
