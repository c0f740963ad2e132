using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>
/// Which queues a wish is about (pure). Without topics and queues: all of the group; its retry topic only when the reset goes to
/// the end, since replaying retries as well would deliver the same failed messages twice. What is named must exist.
/// </summary>
internal static class ResetScope
{
    public static IReadOnlyList<QueueFigures> Choose(ResetRequest request, GroupFigures group)
    {
        RequireKnown(request, group);
        var topics = request.Topics is { Count: > 0 } named ? named.ToHashSet(StringComparer.Ordinal) : null;
        var queues = request.Queues is { Count: > 0 } some ? some.ToHashSet() : null;
        return [.. group.Queues.Where(Wanted)];

        bool Wanted(QueueFigures figures)
        {
            if (topics is null && queues is null)
            {
                return IncludesRetry(request.Mode) || !IsRetry(figures.Queue.Topic);
            }

            return (topics is null || topics.Contains(figures.Queue.Topic)) && (queues is null || queues.Contains(figures.Queue));
        }
    }

    private static bool IncludesRetry(ResetMode mode) => mode is ResetMode.Latest or ResetMode.Skip;

    private static bool IsRetry(string topic) => topic.StartsWith("%RETRY%", StringComparison.Ordinal);

    private static void RequireKnown(ResetRequest request, GroupFigures group)
    {
        foreach (var topic in request.Topics ?? [])
        {
            if (!group.Queues.Any(figures => figures.Queue.Topic == topic))
            {
                throw Unknown(AdminErrorKind.TopicNotFound, "topics", $"group '{request.Group}' has no queue of topic '{topic}'");
            }
        }

        var known = group.Queues.Select(figures => figures.Queue).ToHashSet();
        foreach (var queue in request.Queues ?? [])
        {
            if (!known.Contains(queue))
            {
                throw Unknown(AdminErrorKind.QueueNotFound, "queues", $"group '{request.Group}' has no queue {Name(queue)}");
            }
        }
    }

    private static AdminException Unknown(AdminErrorKind kind, string field, string message) => new(kind, message) { Field = field };

    private static string Name(MessageQueue queue) => $"Q{queue.QueueId} of topic '{queue.Topic}' on broker '{queue.BrokerName}'";
}
