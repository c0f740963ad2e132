using Engine.Admin.Clusters;
using Engine.Admin.Foreign;
using Engine.Admin.Replication;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Statistics;

/// <summary>
/// Reads GET_QUEUE_PROGRESS (30001) of all brokers at once, of one whose master is down from a slave, which the figures name. Of a broker
/// that does not know the request, which is remembered, the same is read by standard requests.
/// </summary>
internal sealed class ProgressReader(
    ClusterCalls calls, ClusterDirectory directory, ForeignBrokers foreignBrokers, ForeignProgress foreignProgress)
{
    private readonly TopicBounds _bounds = new(calls);
    private readonly SlaveReadings _slaves = new(calls);

    /// <summary>Every group and topic; brokers that did not answer are named. None answering is an error.</summary>
    public async Task<ClusterProgress> ReadAllAsync(CancellationToken cancellationToken)
    {
        var header = new GetQueueProgressHeader { IncludeTopics = true };
        var deadline = calls.StartDeadline();
        var outcomes = await ReadOutcomesAsync(header, deadline, cancellationToken).ConfigureAwait(false);
        var bodies = outcomes.RequireAny("Reading the figures of the cluster");
        var slaves = await ReadSlavesAsync(outcomes, deadline, cancellationToken).ConfigureAwait(false);
        var now = calls.Time.GetUtcNow();
        return new ClusterProgress(
            [.. ProgressMerge.Groups(bodies, now).Select(group => group with { SlaveReadings = slaves })],
            ProgressMerge.Topics(bodies, directory.ClusterNames, now),
            outcomes.Missing(),
            now,
            outcomes.Any(outcome => foreignBrokers.Contains(outcome.Broker)) ? FigureSource.Poll : FigureSource.Push)
        {
            SlaveReadings = slaves,
        };
    }

    /// <summary>
    /// One group, whole: a broker that does not answer is an error, as a part would look like the whole. Brokers that do not know the
    /// group on one of its topics are asked for the topic's queues.
    /// </summary>
    public async Task<GroupFigures> ReadGroupAsync(string group, CancellationToken cancellationToken)
    {
        const string what = "Reading the figures";
        var deadline = calls.StartDeadline();
        var header = new GetQueueProgressHeader { ConsumerGroup = group };
        var outcomes = await ReadOutcomesAsync(header, deadline, cancellationToken).ConfigureAwait(false);
        if (outcomes.Count == 0)
        {
            // Brokers that stop say goodbye: who does not answer any more is not there, and nobody knows of the group.
            throw new AdminException(AdminErrorKind.Unreachable, $"{what} failed: no broker of the cluster is online.");
        }

        var parts = outcomes.RequireAll(what).SelectMany(body => body.Groups).Where(found => found.Group == group);
        var topics = GroupScope.TopicsOf(parts);
        var bodies = outcomes.ToDictionary(outcome => outcome.Broker, outcome => outcome.Value!);
        var whole = await ClusterCalls.AskAllAsync([.. bodies.Keys], FillAsync, cancellationToken).ConfigureAwait(false);
        return FindGroup(whole.RequireAll(what), group) with
        {
            SlaveReadings = await ReadSlavesAsync(whole, deadline, cancellationToken).ConfigureAwait(false),
        };

        async Task<QueueProgressBody> FillAsync(BrokerEndpoint broker, CancellationToken token)
        {
            var body = bodies[broker];
            var missing = GroupScope.MissingFrom(body.Groups.FirstOrDefault(found => found.Group == group), topics);
            return body with { Topics = await _bounds.ReadAsync(broker, missing, deadline, token).ConfigureAwait(false) };
        }
    }

    /// <summary>Names of all groups, each once; a missing answer is an error.</summary>
    public async Task<IEnumerable<string>> ReadGroupNamesAsync(CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var brokers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var outcomes = await ClusterCalls.AskAllAsync(brokers, NamesAsync, cancellationToken).ConfigureAwait(false);
        return outcomes.RequireAll("Listing the groups").SelectMany(names => names).Distinct(StringComparer.Ordinal);

        async Task<IReadOnlyCollection<string>> NamesAsync(BrokerEndpoint broker, CancellationToken token)
        {
            if (foreignBrokers.Contains(broker))
            {
                return await foreignProgress.ReadNamesAsync(broker, deadline, token).ConfigureAwait(false);
            }

            var body = await AskOneAsync(broker, new GetQueueProgressHeader(), deadline, token).ConfigureAwait(false);
            return [.. body.Groups.Select(group => group.Group)];
        }
    }

    /// <summary>The answers of all brokers; a missing one is an error.</summary>
    public async Task<IReadOnlyList<QueueProgressBody>> ReadBodiesAsync(
        GetQueueProgressHeader header, CancellationToken cancellationToken)
    {
        var outcomes = await ReadOutcomesAsync(header, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        return outcomes.RequireAll("Reading the figures");
    }

    /// <summary>What each broker answers.</summary>
    public async Task<IReadOnlyList<BrokerOutcome<QueueProgressBody>>> ReadOutcomesAsync(
        GetQueueProgressHeader header, Deadline deadline, CancellationToken cancellationToken)
    {
        var brokers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        return await ClusterCalls.AskAllAsync(
            brokers, (broker, token) => AskOneAsync(broker, header, deadline, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which slaves were read in place of their masters.</summary>
    public Task<IReadOnlyList<SlaveReading>> ReadSlavesAsync(
        IEnumerable<BrokerOutcome<QueueProgressBody>> outcomes, Deadline deadline, CancellationToken cancellationToken) =>
        _slaves.ReadAsync(
            outcomes.Where(outcome => outcome.Value is not null).Select(outcome => outcome.Broker), deadline, cancellationToken);

    public GroupFigures FindGroup(IReadOnlyList<QueueProgressBody> bodies, string group) =>
        ProgressMerge.Groups(bodies, calls.Time.GetUtcNow()).FirstOrDefault(figures => figures.Group == group)
            ?? throw new AdminException(AdminErrorKind.GroupNotFound, $"Group {group} does not exist.") { Field = "group" };

    private async Task<QueueProgressBody> AskOneAsync(
        BrokerEndpoint broker, GetQueueProgressHeader header, Deadline deadline, CancellationToken cancellationToken)
    {
        if (foreignBrokers.Contains(broker))
        {
            return await foreignProgress.ReadAsync(broker, header, deadline, cancellationToken).ConfigureAwait(false);
        }

        var request = RemotingCommand.Request(RequestCode.GetQueueProgress, header);
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        switch (answer.Code)
        {
            case ResponseCode.Success:
                return answer.ReadBody<QueueProgressBody>();
            case ResponseCode.SubscriptionGroupNotExist or ResponseCode.TopicNotExist:
                return new QueueProgressBody { BrokerName = broker.Name };
            case ResponseCode.RequestCodeNotSupported:
                foreignBrokers.Add(broker);
                return await foreignProgress.ReadAsync(broker, header, deadline, cancellationToken).ConfigureAwait(false);
            default:
                throw ClusterCalls.Refusal(broker, answer, "reading queue progress");
        }
    }
}
