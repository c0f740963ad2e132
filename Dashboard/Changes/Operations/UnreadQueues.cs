using System.Globalization;
using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol.Bodies;

namespace Dashboard.Changes.Operations;

/// <summary>What a topic with fewer queues would hide from its readers (pure).</summary>
internal static class UnreadQueues
{
    private const int MostNamed = 3;

    /// <summary>Whether a broker has more queues to read than the topic is to have.</summary>
    public static bool AreTakenAway(IReadOnlyList<TopicRoute> routes, TopicChange change) =>
        routes.Any(route => IsChanged(change, route.Broker) && route.ReadQueues > change.Queues);

    /// <summary>Refuses when there are any, or when a broker that would lose queues does not say.</summary>
    /// <exception cref="AdminException">Conflict, with what to do; or unreachable.</exception>
    public static void RequireNone(IReadOnlyList<TopicRoute> routes, TopicChange change, ClusterProgress progress)
    {
        var silent = routes
            .Where(route => IsChanged(change, route.Broker) && route.ReadQueues > change.Queues)
            .Select(route => route.Broker)
            .Where(progress.Unreachable.Contains)
            .ToArray();
        if (silent.Length > 0)
        {
            throw new AdminException(
                AdminErrorKind.Unreachable,
                $"queues: {string.Join(", ", silent)} did not say what is unread there; try again, or PUT it with force true.");
        }

        if (FindLoss(change, progress) is { } loss)
        {
            throw new AdminException(AdminErrorKind.Conflict, loss) { Field = "queues" };
        }
    }

    /// <summary>Says which messages nobody could read any more, and what to do; null when there are none.</summary>
    public static string? FindLoss(TopicChange change, ClusterProgress progress)
    {
        var queues = progress.Topics.FirstOrDefault(topic => topic.Name == change.Name)?.Queues ?? [];
        var going = queues.Where(queue => IsChanged(change, queue.Broker) && queue.QueueId >= change.Queues);
        var losses = going.Select(queue => LossOf(queue, change.Name, progress)).OfType<string>().ToArray();
        if (losses.Length == 0)
        {
            return null;
        }

        var more = losses.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {losses.Length - MostNamed} more") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"queues: with {change.Queues} queues per broker messages that were not read could not be read any more: "
            + $"{string.Join("; ", losses.Take(MostNamed))}{more}. First PUT writeQueues {change.Queues}, so that producers leave these "
            + $"queues, wait until the lag there is 0, then PUT queues {change.Queues}; or PUT it with force true to hide the messages.");
    }

    private static bool IsChanged(TopicChange change, string broker) => change.Brokers?.Contains(broker) ?? true;

    private static string? LossOf(TopicQueue queue, string topic, ClusterProgress progress)
    {
        if (queue.MaxOffset <= queue.MinOffset)
        {
            return null;
        }

        var readers = progress.Groups
            .Select(group => (group.Group, group.Model, Figures: group.Queues.FirstOrDefault(figures => IsOf(figures, queue, topic))))
            .Where(reader => reader.Figures is not null)
            .ToArray();
        if (readers.Length == 0)
        {
            return Say(queue, 0, "no group has read");
        }

        var behind = readers.FirstOrDefault(reader => (reader.Figures!.ConsumerOffset ?? 0) < queue.MaxOffset);
        return behind.Figures is null ? null
            : behind.Model == MessageModel.Broadcasting
                ? Say(queue, 0, $"the clients of {behind.Group}, which keep their offsets, may need")
            : Say(queue, behind.Figures.ConsumerOffset ?? 0, $"{behind.Group} has not read");
    }

    private static string Say(TopicQueue queue, long from, string who) => string.Create(
        CultureInfo.InvariantCulture,
        $"{queue.Broker} Q{queue.QueueId} holds {queue.MaxOffset - Math.Max(queue.MinOffset, from)} that {who}");

    private static bool IsOf(QueueFigures figures, TopicQueue queue, string topic) =>
        figures.Queue.Topic == topic && figures.Queue.BrokerName == queue.Broker && figures.Queue.QueueId == queue.QueueId;
}
