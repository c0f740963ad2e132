using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Engine.Protocol.Messages;

namespace Dashboard.Components.Pages.Clients;

/// <summary>One row of the clients: a client in one of its groups, or one that consumes in none.</summary>
internal sealed record ClientLine(ClientView Client, ClientMembership? Membership)
{
    public (string, string?) Key => (Client.ClientId, Membership?.Group);

    public string Produces => string.Join(", ", Client.ProducerGroups);

    public long? Held => Membership?.Running?.Queues.Count;

    public long? Cached => Membership?.Running?.Queues.Sum(held => (long)held.CachedCount + held.TakenCount);

    public string? Subscriptions => Membership is null
        ? null
        : string.Join(", ", Membership.Subscriptions.Select(one => one.Expression == "*" ? one.Topic : $"{one.Topic} ({one.Expression})"));

    public static IEnumerable<ClientLine> Of(ClientView client) => client.Memberships.Count == 0
        ? [new ClientLine(client, null)]
        : client.Memberships.Select(membership => new ClientLine(client, membership));

    /// <summary>Why its figures are unknown; null when they are known.</summary>
    public string? Cause(Texts texts) => Membership is null or { Running: not null } ? null : Membership.Problem ?? texts["NotSaid"];

    public string Threads(Texts texts) => Membership?.Running switch
    {
        { CallsRunning: { } running, CallsWaiting: { } waiting, Threads: { } threads } =>
            texts.Format("ThreadsValue", running, waiting, threads),
        { Threads: { } threads } => texts.Format("ThreadsOnly", threads),
        _ => Display.Unknown,
    };

    /// <summary>Whether it pulls, and if not, why; a long dash when it does not say.</summary>
    public string State(Texts texts) => Membership?.Running switch
    {
        null => Display.Unknown,
        { IsPaused: true } => texts["MemberPaused"],
        { Queues.Count: 0 } => Idle.FirstOrDefault().Value ?? texts["MemberWithoutQueue"],
        { Paused: null } => Display.Unknown,
        { Queues: var queues } when queues.Count(queue => queue.Paused == true) is > 0 and var paused =>
            texts.Format("MemberPausedPartly", paused, queues.Count),
        _ => texts["MemberActive"],
    };

    /// <summary>The colour of the state.</summary>
    public string Tone => Membership?.Running switch
    {
        { Queues: var queues } when queues.Any(queue => queue.Paused == true) => "warn",
        { Paused: true } or { Queues.Count: 0 } => "warn",
        { Paused: false } => "fine",
        _ => string.Empty,
    };

    public string? StateTitle(Texts texts) => Membership?.Running switch
    {
        null => Cause(texts),
        { IsPaused: true } => texts["MemberPausedTitle"],
        { Queues.Count: 0 } when Idle.Any() => string.Join("; ", Idle.Select(topic => $"{topic.Key}: {topic.Value}")),
        { Queues.Count: > 0, Paused: null } => texts["NotSaid"],
        _ => null,
    };

    /// <summary>What else hinders it: topics it has no queue of beside others, delayed and failed pulls.</summary>
    public IEnumerable<string> Hindrances(Texts texts)
    {
        if (Membership?.Running is not { } running)
            yield break;

        if (running.Queues.Count > 0)
        {
            foreach (var (topic, reason) in Idle)
                yield return $"{topic}: {reason}";
        }

        (string Key, long? Count)[] counters =
        [
            ("DelayedByCount", running.FlowControlByCount),
            ("DelayedByBytes", running.FlowControlByBytes),
            ("DelayedBySpan", running.FlowControlBySpan),
            ("PullFailures", running.PullFailures),
        ];
        foreach (var (key, count) in counters.Where(counter => counter.Count > 0))
            yield return texts.Format(key, count!.Value);
    }

    // A retry topic has a queue per broker: of more members than that, all but these are idle on it, and it says nothing of them.
    private IEnumerable<KeyValuePair<string, string>> Idle => (Membership?.Running?.IdleTopics ?? new Dictionary<string, string>())
        .Where(topic => !TopicNames.IsRetry(topic.Key))
        .OrderBy(topic => topic.Key, StringComparer.Ordinal);

    public bool Has(string text) =>
        Client.ClientId.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Client.Address.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Produces.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Membership?.Group.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || Subscriptions?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
