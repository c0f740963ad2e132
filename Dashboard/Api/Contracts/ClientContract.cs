using Engine.Admin.Members;

namespace Dashboard.Api.Contracts;

/// <summary>One connected client.</summary>
internal sealed record ClientContract(
    string ClientId,
    string Address,
    string Language,
    string Version,
    DateTimeOffset? LastHeartbeat,
    IReadOnlyList<MembershipContract> Memberships,
    IReadOnlyList<string> ProducerGroups)
{
    public static ClientContract Of(ClientView client) => new(
        client.ClientId, client.Address, client.Language, client.Version, client.LastHeartbeat,
        [.. client.Memberships.Select(MembershipContract.Of)], client.ProducerGroups);
}
