using Engine.Client.Instance;
using Engine.Client.Routing;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Finds out who is in the group. A broker knows the members that have told it so since it started, a while later all of them: what several
/// processes know is put together, and while none of them has known this member for long, those who were there before still count. Else a
/// member would take all queues that a broker which has just started knows nobody else for, and give them back a moment later.
/// Goes beyond MQClientInstance#findConsumerIdList, which asks one broker by chance. One turn at a time.
/// </summary>
/// <param name="scope">The consumer.</param>
/// <param name="again">Asks for another turn.</param>
internal sealed class GroupMemberFinder(ConsumerScope scope, Action again)
{
    /// <summary>Processes that are asked in one turn.</summary>
    private const int MostAsked = 4;

    /// <summary>What was found out last, for each subscribed topic.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _known = new(StringComparer.Ordinal);

    /// <summary>The members by client id, sorted. When nobody answers the failure is that of the first who was asked.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(TopicRouteView route, CancellationToken cancellationToken)
    {
        var asked = Choose(route);
        var answers = await Task.WhenAll(asked.Select(broker => AskAsync(broker, cancellationToken))).ConfigureAwait(false);
        if (Array.TrueForAll(answers, answer => answer.Failure is not null))
        {
            throw answers[0].Failure!;
        }

        var members = answers.SelectMany(answer => answer.Members).ToHashSet(StringComparer.Ordinal);
        if (!answers.Any(answer => answer.IsSettled && answer.Failure is null) && _known.TryGetValue(route.Topic, out var before))
        {
            var heard = members.Count;
            members.UnionWith(before);
            if (members.Count > heard)
            {
                scope.Delays.Schedule(BrokerAcquaintance.SettlingTime, again);
            }
        }

        return _known[route.Topic] = [.. members.Order(StringComparer.Ordinal)];
    }

    /// <summary>The topic is not subscribed any more.</summary>
    public void Forget(string topic) => _known.Remove(topic);

    /// <summary>Those who have known this member for long come first, masters before slaves; a random one of many equals.</summary>
    private List<BrokerTarget> Choose(TopicRouteView route)
    {
        var all = scope.Instance.Routes.Current.ProcessesOf(route.Body);
        if (all.Count == 0)
        {
            throw new ClientException(ClientErrorCode.BrokerNotExist, $"no broker of topic {route.Topic} is known");
        }

        var first = all.Count > MostAsked ? scope.Instance.Context.Random(all.Count) : 0;
        return
        [
            .. all.Skip(first).Concat(all.Take(first))
                .OrderBy(broker => (IsSettled(broker) ? 0 : 2) + (broker.IsSlave ? 1 : 0))
                .Take(MostAsked),
        ];
    }

    private bool IsSettled(BrokerTarget broker) => scope.Instance.Acquaintance.IsSettled(broker.Address);

    private async Task<(bool IsSettled, IReadOnlyList<string> Members, ClientException? Failure)> AskAsync(
        BrokerTarget broker, CancellationToken cancellationToken)
    {
        // Before it is asked: what it answers may be older than the heartbeat that settles it.
        var isSettled = IsSettled(broker);
        try
        {
            var members = await scope.Instance.Apis.Clients
                .GetConsumerIdsAsync(broker.Address, scope.Group, cancellationToken)
                .ConfigureAwait(false);
            return (isSettled, members, null);
        }
        catch (ClientException exception)
        {
            return (isSettled, [], exception);
        }
    }
}
