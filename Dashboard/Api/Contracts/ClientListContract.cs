using Engine.Admin.Members;

namespace Dashboard.Api.Contracts;

/// <summary>Connected clients; problems name the brokers that did not answer.</summary>
internal sealed record ClientListContract(
    IReadOnlyList<ClientContract> Clients, IReadOnlyList<string> Problems, DateTimeOffset SampledAt)
{
    public static ClientListContract Of(ClientList list) =>
        new([.. list.Clients.Select(ClientContract.Of)], list.Problems, list.SampledAt);
}
