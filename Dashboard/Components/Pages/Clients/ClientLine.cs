using Dashboard.Components.Controls;
using Engine.Admin.Members;

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

    public bool Has(string text) =>
        Client.ClientId.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Client.Address.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Produces.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Membership?.Group.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || Subscriptions?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
