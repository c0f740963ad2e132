using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Browsing;

/// <summary>Finds messages by key or unique id (12) and by offset id (33).</summary>
internal sealed class MessageFinder(ClusterCalls calls, ClusterDirectory directory)
{
    private const int MostByKey = 64;
    private const int LongestKey = 1000;

    public Task<MessageFinds> FindByKeyAsync(string topic, string key, CancellationToken cancellationToken)
    {
        RequireText(key, "key");
        return QueryAsync(topic, key, isUniqueId: false, calls.StartDeadline(), cancellationToken);
    }

    public async Task<MessageFinds> FindByIdAsync(string id, string? topic, CancellationToken cancellationToken)
    {
        RequireText(id, "id");
        var deadline = calls.StartDeadline();
        MessageFinds? viewed = null;
        if (OffsetMessageId.TryParse(id, out var place) && place.PhysicalOffset >= 0)
        {
            viewed = await ViewAsync(place, deadline, cancellationToken).ConfigureAwait(false);
            if (viewed.Messages.Count > 0 || topic is null)
            {
                return viewed;
            }
        }

        var found = await QueryAsync(
            topic ?? throw Illegal("topic", "The id is no offset id; a unique id is looked for in one topic, which must be given."),
            id,
            isUniqueId: true,
            deadline,
            cancellationToken).ConfigureAwait(false);
        return found with { Problems = [.. found.Problems.Concat(viewed?.Problems ?? []).Distinct()] };
    }

    /// <summary>
    /// The broker of the id's address may have another one now, so all are asked; the record itself says whether it is the one.
    /// </summary>
    private async Task<MessageFinds> ViewAsync(OffsetMessageId id, Deadline deadline, CancellationToken cancellationToken)
    {
        var brokers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.ViewMessageById, new ViewMessageHeader { Offset = id.PhysicalOffset });
        var outcomes = await ClusterCalls.AskAllAsync(brokers, AskAsync, cancellationToken).ConfigureAwait(false);
        return Finds(outcomes, BrowsedMessage.Whole);

        async Task<IReadOnlyList<MessageExt>> AskAsync(BrokerEndpoint broker, CancellationToken token)
        {
            var answer = await calls.AskAsync(broker, request, deadline.Remaining, token).ConfigureAwait(false);
            return answer.Code switch
            {
                ResponseCode.Success => [.. Read(answer, broker).Take(1).Where(message => message.OffsetMessageId == id.ToString())],

                // How a broker says that no message is there.
                ResponseCode.SystemError => [],
                _ => throw ClusterCalls.Refusal(broker, answer, "reading the message"),
            };
        }
    }

    private async Task<MessageFinds> QueryAsync(
        string topic, string key, bool isUniqueId, Deadline deadline, CancellationToken cancellationToken)
    {
        AdminNames.RequireTopic(topic);
        var route = await directory.ReadRouteAsync(topic, deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.QueryMessage, new QueryMessageHeader
        {
            Topic = topic,
            Key = key,
            MaxNum = MostByKey,
            BeginTimestamp = 0,
            EndTimestamp = long.MaxValue,
            IsUniqueId = isUniqueId,
        });
        var brokers = ClusterDirectory.Readers(route.BrokerDatas);
        var outcomes = await ClusterCalls.AskAllAsync(brokers, AskAsync, cancellationToken).ConfigureAwait(false);
        outcomes.RequireAny($"Searching {topic}");
        var finds = Finds(outcomes, BrowsedMessage.Listed);
        var silent = route.BrokerDatas.Where(broker => broker.BrokerAddrs.Count == 0)
            .Select(broker => $"Neither a master nor a slave of {broker.BrokerName} is online; its messages are missing here.");
        var full = outcomes.Where(outcome => outcome.Value?.Count >= MostByKey)
            .Select(outcome => $"{outcome.Broker.Name} gives the newest {MostByKey} only; it may hold more.");
        return finds with { Problems = [.. finds.Problems, .. silent, .. full] };

        async Task<IReadOnlyList<MessageExt>> AskAsync(BrokerEndpoint broker, CancellationToken token)
        {
            var answer = await calls.AskAsync(broker, request, deadline.Remaining, token).ConfigureAwait(false);
            return answer.Code switch
            {
                ResponseCode.Success => Read(answer, broker),
                ResponseCode.QueryNotFound => [],
                _ => throw ClusterCalls.Refusal(broker, answer, $"the search in {topic}"),
            };
        }
    }

    private static List<MessageExt> Read(RemotingCommand answer, BrokerEndpoint broker) =>
        MessageRecordReader.ReadAll(answer.Body, new MessageOrigin(broker.Name, null));

    private MessageFinds Finds(
        IReadOnlyList<BrokerOutcome<IReadOnlyList<MessageExt>>> outcomes, Func<MessageExt, BrowsedMessage> keep) => new(
        [
            .. outcomes.SelectMany(outcome => outcome.Value ?? [])
                .OrderByDescending(message => message.StoreTimestamp)
                .Select(keep),
        ],
        [.. outcomes.Problems().Select(problem => problem.Sentence)],
        calls.Time.GetUtcNow());

    private static void RequireText(string text, string field)
    {
        if (text.Length is 0 or > LongestKey)
        {
            throw Illegal(field, $"The {field} has 1 to {LongestKey} characters.");
        }
    }

    private static AdminException Illegal(string field, string rule) => new(AdminErrorKind.InvalidArgument, rule) { Field = field };
}
