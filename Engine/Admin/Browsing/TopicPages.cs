using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Browsing;

/// <summary>
/// Messages of a topic by store time, page by page, the newest first. The ends of the range are offsets found by time (29) in each queue;
/// brokers that do not answer are named and stop no other.
/// </summary>
internal sealed class TopicPages(ClusterCalls calls, ClusterDirectory directory)
{
    private const int MostInPage = 100;

    private readonly QueueMessages _messages = new(calls);
    private readonly TopicBounds _bounds = new(calls);
    private readonly OffsetSearch _search = new(calls, directory);

    public async Task<MessagePage> ReadAsync(
        MessageRange range, string? cursor, int count, CancellationToken cancellationToken)
    {
        Require(range, count);
        var ends = QueueCursor.Parse(cursor, "page");
        var deadline = calls.StartDeadline();
        var route = await directory.ReadRouteAsync(range.Topic, deadline, cancellationToken).ConfigureAwait(false);
        var outcomes = await ClusterCalls.AskAllAsync(
            ClusterDirectory.Readers(route.BrokerDatas),
            (broker, token) => WindowsAsync(broker, range, ends, deadline, token),
            cancellationToken).ConfigureAwait(false);
        outcomes.RequireAny($"Reading messages of {range.Topic}");
        var windows = outcomes.SelectMany(outcome => outcome.Value ?? []).ToList();
        var read = await Task
            .WhenAll(windows.Select(window => ReadWindowAsync(window, count, deadline, cancellationToken)))
            .ConfigureAwait(false);
        var taken = NewestMerge.TakeNewest(
            [.. read.Select(window => window.Messages)], count, static message => message.Message.StoreTimestamp);
        return new MessagePage(
            range.Topic,
            windows.Sum(window => window.Max - window.Min),
            taken,
            Older(read, taken),
            [
                .. WithoutReader(route),
                .. outcomes.Problems().Select(problem => problem.Sentence),
                .. read.Select(window => window.Problem).OfType<string>(),
            ],
            calls.Time.GetUtcNow());
    }

    private static void Require(MessageRange range, int count)
    {
        AdminNames.RequireTopic(range.Topic);
        Require(range.From is null || range.To is null || range.From <= range.To, "to", "The range ends before it begins.");
        Require(
            count is >= 1 and <= MostInPage,
            "size",
            string.Create(CultureInfo.InvariantCulture, $"A page has 1 to {MostInPage} messages, not {count}."));
    }

    private static void Require(bool kept, string field, string rule)
    {
        if (!kept)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }

    private static IEnumerable<string> WithoutReader(TopicRouteBody route) => route.BrokerDatas
        .Where(broker => broker.BrokerAddrs.Count == 0)
        .Select(broker => $"Neither a master nor a slave of {broker.BrokerName} is online; its messages are missing here.");

    private static string? Older(IReadOnlyList<QueueWindow> windows, IReadOnlyList<BrowsedMessage> taken)
    {
        var ends = windows.Select(window => (window, End: window.NextEnd(taken))).ToList();
        return ends.Any(end => end.End > end.window.Min)
            ? QueueCursor.Write(ends.Select(end => ((end.window.Broker.Name, end.window.Queue.QueueId), end.End)))
            : null;
    }

    private async Task<IReadOnlyList<QueueWindow>> WindowsAsync(
        BrokerEndpoint broker,
        MessageRange range,
        IReadOnlyDictionary<(string Broker, int QueueId), long> ends,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var queues = await _bounds.ReadAsync(broker, range.Topic, deadline, cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(queues.Select(WindowAsync)).ConfigureAwait(false);

        async Task<QueueWindow> WindowAsync(TopicQueueProgress bounds)
        {
            var queue = new MessageQueue(range.Topic, broker.Name, bounds.QueueId);
            var first = await FindAsync(queue, range.From, bounds.MinOffset).ConfigureAwait(false);
            var last = await FindAsync(queue, range.To?.AddMilliseconds(1), bounds.MaxOffset).ConfigureAwait(false);
            var min = Math.Clamp(first, bounds.MinOffset, bounds.MaxOffset);
            var max = Math.Clamp(last, min, bounds.MaxOffset);
            var end = ends.TryGetValue((broker.Name, bounds.QueueId), out var known) ? Math.Clamp(known, min, max) : max;
            return new QueueWindow(broker, queue, min, max, end);
        }

        async Task<long> FindAsync(MessageQueue queue, DateTimeOffset? time, long otherwise) => time is { } wanted
            ? await _search.FirstAtAsync(broker, queue, wanted, deadline, cancellationToken).ConfigureAwait(false)
            : otherwise;
    }

    private async Task<QueueWindow> ReadWindowAsync(
        QueueWindow window, int count, Deadline deadline, CancellationToken cancellationToken)
    {
        var start = Math.Max(window.Min, window.End - count);
        try
        {
            var messages = start >= window.End
                ? []
                : await _messages
                    .ReadAsync(window.Broker, window.Queue, start, window.End, BrowsedMessage.Listed, deadline, cancellationToken)
                    .ConfigureAwait(false);
            return window with { Start = start, Messages = messages };
        }
        catch (AdminException exception)
        {
            return window with { Problem = exception.Message };
        }
    }
}
