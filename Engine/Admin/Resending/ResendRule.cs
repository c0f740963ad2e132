using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Admin.Resending;

/// <summary>Which messages may be sent to a group again in one call; a breach names its place in the list.</summary>
internal static class ResendRule
{
    private const int Most = 200;

    public static void Require(string group, IReadOnlyList<StoredPlace> places)
    {
        AdminNames.RequireOwnGroup(group);
        if (places.Count is 0 or > Most)
        {
            throw Illegal(
                "messages", string.Create(CultureInfo.InvariantCulture, $"One call resends 1 to {Most} messages, not {places.Count}."));
        }

        var seen = new HashSet<StoredPlace>();
        for (var index = 0; index < places.Count; index++)
        {
            var (queue, offset) = places[index];
            var field = string.Create(CultureInfo.InvariantCulture, $"messages[{index}]");
            AdminNames.RequireTopic(queue.Topic, $"{field}.topic");
            if (TopicNames.IsSystem(queue.Topic))
            {
                throw Illegal($"{field}.topic", $"The topic {queue.Topic} is RocketMQ's own; its messages are not resent.");
            }

            if (queue.QueueId < 0 || offset < 0)
            {
                throw Illegal(field, $"'{field}' has a negative queueId or offset.");
            }

            if (!seen.Add(places[index]))
            {
                throw Illegal(field, $"'{field}' names the same message as one before it.");
            }
        }
    }

    private static AdminException Illegal(string field, string message) =>
        new(AdminErrorKind.InvalidArgument, message) { Field = field };
}
