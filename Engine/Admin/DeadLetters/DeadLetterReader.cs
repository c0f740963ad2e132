using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.DeadLetters;

/// <summary>
/// Lists and browses the dead letters of groups, the newest first. Brokers that do not answer are named and stop no other; one deadline
/// holds for all of a page.
/// </summary>
internal sealed class DeadLetterReader(ClusterCalls calls, ProgressReader progress, GroupConfiguration configuration)
{
    private const int MostInPage = 100;

    private readonly QueueMessages _messages = new(calls);
    private readonly GroupPresence _presence = new(progress);

    public async Task<DeadLetterGroups> ListAsync(CancellationToken cancellationToken)
    {
        var header = new GetQueueProgressHeader { IncludeTopics = true };
        var outcomes = await progress.ReadOutcomesAsync(header, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        var groups = outcomes.RequireAny("Reading the dead letters")
            .SelectMany(body => body.Topics)
            .Where(queue => TopicNames.IsDeadLetter(queue.Topic))
            .GroupBy(queue => queue.Topic, StringComparer.Ordinal)
            .OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .Select(topic => new DeadLetterGroup(
                topic.Key[TopicNames.DeadLetterPrefix.Length..],
                topic.Key,
                topic.Sum(queue => queue.MaxOffset - queue.MinOffset),
                topic.Max(queue => queue.LastStoredAt) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null));
        return new DeadLetterGroups([.. groups], [.. ProblemsOf(outcomes)], calls.Time.GetUtcNow());
    }

    /// <summary>A group that does not exist is an <see cref="AdminException"/>; one without dead letters has an empty page.</summary>
    public async Task<DeadLetterPage> ReadAsync(string group, string? cursor, int count, CancellationToken cancellationToken)
    {
        AdminNames.RequireGroup(group);
        RequireCount(count);
        var ends = QueueCursor.Parse(cursor);
        var deadline = calls.StartDeadline();
        var header = new GetQueueProgressHeader { Topic = TopicNames.DeadLetter(group), IncludeTopics = true };
        var outcomes = await progress.ReadOutcomesAsync(header, deadline.FirstHalf, cancellationToken).ConfigureAwait(false);
        outcomes.RequireAny("Reading the dead letters");
        var queues = outcomes.SelectMany(outcome => PartsOf(outcome, header.Topic, ends, count)).ToList();
        if (queues.Count == 0)
        {
            await _presence.RequireAsync(group, "Reading the dead letters", deadline, cancellationToken).ConfigureAwait(false);
        }

        var read = await Task.WhenAll(queues.Select(ReadPartAsync)).ConfigureAwait(false);
        var limit = await configuration.FindRetryLimitAsync(group, deadline, cancellationToken).ConfigureAwait(false);
        var taken = NewestMerge.TakeNewest([.. read.Select(part => part.Messages)], count, static message => message.StoreTimestamp);
        return new DeadLetterPage(
            group,
            queues.Sum(queue => queue.Max - queue.Min),
            [.. taken.Select(message => DeadLetterReading.Of(message, limit))],
            Older(read, taken),
            [.. ProblemsOf(outcomes).Concat(read.Select(part => part.Problem).OfType<string>())],
            calls.Time.GetUtcNow());

        async Task<Part> ReadPartAsync(Part part)
        {
            try
            {
                return part with
                {
                    Messages = await _messages
                        .ReadAsync(part.Broker, part.Queue, part.Start, part.End, deadline, cancellationToken)
                        .ConfigureAwait(false),
                };
            }
            catch (AdminException exception)
            {
                return part with { Problem = exception.Message };
            }
        }
    }

    private static void RequireCount(int count)
    {
        if (count is < 1 or > MostInPage)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, $"A page has 1 to {MostInPage} messages, not {count}.")
            {
                Field = "size",
            };
        }
    }

    private static IEnumerable<Part> PartsOf(
        BrokerOutcome<QueueProgressBody> outcome,
        string? topic,
        IReadOnlyDictionary<(string Broker, int QueueId), long> ends,
        int count) =>
        from queue in outcome.Value?.Topics ?? []
        where queue.Topic == topic
        let asked = ends.TryGetValue((outcome.Broker.Name, queue.QueueId), out var known) ? known : queue.MaxOffset
        let end = Math.Clamp(asked, queue.MinOffset, queue.MaxOffset)
        select new Part(
            outcome.Broker,
            new MessageQueue(queue.Topic, outcome.Broker.Name, queue.QueueId),
            queue.MinOffset,
            queue.MaxOffset,
            Math.Max(queue.MinOffset, end - count),
            end);

    /// <summary>A queue that could not be read begins where this page wanted to, so that nothing is passed over.</summary>
    private static string? Older(IReadOnlyList<Part> parts, IReadOnlyList<MessageExt> taken)
    {
        var ends = parts.Select(part => (
            part,
            End: taken
                .Where(message => message.BrokerName == part.Broker.Name && message.QueueId == part.Queue.QueueId)
                .Select(message => message.QueueOffset)
                .Append(part.Messages.Count == 0 && part.Problem is null ? part.Start : part.End)
                .Min())).ToList();
        return ends.Any(end => end.End > end.part.Min)
            ? QueueCursor.Write(ends.Select(end => ((end.part.Broker.Name, end.part.Queue.QueueId), end.End)))
            : null;
    }

    private static IEnumerable<string> ProblemsOf(IEnumerable<BrokerOutcome<QueueProgressBody>> outcomes) =>
        outcomes.Problems().Select(problem => problem.Sentence);

    private sealed record Part(BrokerEndpoint Broker, MessageQueue Queue, long Min, long Max, long Start, long End)
    {
        public IReadOnlyList<MessageExt> Messages { get; init; } = [];

        public string? Problem { get; init; }
    }
}
