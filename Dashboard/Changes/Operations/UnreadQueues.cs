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

    /// <summary>What would be hidden, and which brokers do not say.</summary>
    public static UnreadFinds Find(IReadOnlyList<TopicRoute> routes, TopicChange change, ClusterProgress progress)
    {
        var silent = routes
            .Where(route => IsChanged(change, route.Broker) && route.ReadQueues > change.Queues)
            .Select(route => route.Broker)
            .Where(progress.Unreachable.Contains);
        var queues = progress.Topics.FirstOrDefault(topic => topic.Name == change.Name)?.Queues ?? [];
        var going = queues.Where(queue => IsChanged(change, queue.Broker) && queue.QueueId >= change.Queues);
        return new UnreadFinds(
            [.. going.Select(queue => LossOf(queue, change.Name, progress)).OfType<UnreadQueue>()], [.. silent]);
    }

    /// <summary>Refuses when there are any, or when a broker that would lose queues does not say.</summary>
    /// <exception cref="AdminException">Conflict, with what to do; or unreachable.</exception>
    public static void RequireNone(IReadOnlyList<TopicRoute> routes, TopicChange change, ClusterProgress progress)
    {
        var (losses, silent) = Find(routes, change, progress);
        if (silent.Count > 0)
        {
            throw new AdminException(
                AdminErrorKind.Unreachable,
                $"queues: {string.Join(", ", silent)} did not say what is unread there; try again, or PUT it with force true.");
        }

        if (losses.Count > 0)
        {
            throw new AdminException(AdminErrorKind.Conflict, Words(change, losses)) { Field = "queues" };
        }
    }

    /// <summary>Says which messages nobody could read any more, and what to do.</summary>
    private static string Words(TopicChange change, IReadOnlyList<UnreadQueue> losses)
    {
        var more = losses.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {losses.Count - MostNamed} more") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"queues: with {change.Queues} queues per broker messages that were not read could not be read any more: "
            + $"{string.Join("; ", losses.Take(MostNamed).Select(Words))}{more}. First PUT writeQueues {change.Queues}, so that producers "
            + $"leave these queues, wait until the lag there is 0, then PUT queues {change.Queues}; or PUT it with force true to hide the "
            + $"messages.");
    }

    private static string Words(UnreadQueue loss)
    {
        var who = loss.Cause switch
        {
            UnreadCause.NoGroup => "no group has read",
            UnreadCause.Broadcasting => $"the clients of {loss.Group}, which keep their offsets, may need",
            _ => $"{loss.Group} has not read",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{loss.Broker} Q{loss.QueueId} holds {loss.Messages} that {who}");
    }

    private static bool IsChanged(TopicChange change, string broker) => change.Brokers?.Contains(broker) ?? true;

    private static UnreadQueue? LossOf(TopicQueue queue, string topic, ClusterProgress progress)
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
            return Loss(queue, 0, UnreadCause.NoGroup, null);
        }

        var behind = readers.FirstOrDefault(reader => (reader.Figures!.ConsumerOffset ?? 0) < queue.MaxOffset);
        return behind.Figures is null ? null
            : behind.Model == MessageModel.Broadcasting ? Loss(queue, 0, UnreadCause.Broadcasting, behind.Group)
            : Loss(queue, behind.Figures.ConsumerOffset ?? 0, UnreadCause.Behind, behind.Group);
    }

    private static UnreadQueue Loss(TopicQueue queue, long from, UnreadCause cause, string? group) =>
        new(queue.Broker, queue.QueueId, queue.MaxOffset - Math.Max(queue.MinOffset, from), cause, group);

    private static bool IsOf(QueueFigures figures, TopicQueue queue, string topic) =>
        figures.Queue.Topic == topic && figures.Queue.BrokerName == queue.Broker && figures.Queue.QueueId == queue.QueueId;
}
