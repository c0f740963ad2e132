using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Admin.Messages;

/// <summary>What an operator may send; a breach is <see cref="AdminErrorKind.InvalidArgument"/> with the field and the rule.</summary>
internal static class MessageRule
{
    private const int MostRepeats = 100_000;

    public static void Require(Message message, int count)
    {
        AdminNames.RequireTopic(message.Topic);
        Require(
            !TopicNames.IsSendingForbidden(message.Topic),
            "topic",
            $"The topic {message.Topic} is RocketMQ's own; sending to it is not allowed.");
        Require(
            count is >= 1 and <= MostRepeats,
            "count",
            string.Create(CultureInfo.InvariantCulture, $"A message is sent 1 to {MostRepeats} times, not {count}."));
        Require(!message.Body.IsEmpty, "body", "The body must not be empty.");
        Require(
            message.Body.Length <= MessageLimits.MaxBodyBytes,
            "body",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The body has {message.Body.Length} bytes; at most {MessageLimits.MaxBodyBytes} are allowed (code 13, MESSAGE_ILLEGAL)."));
    }

    private static void Require(bool kept, string field, string rule)
    {
        if (!kept)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }
}
