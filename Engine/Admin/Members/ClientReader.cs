using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Members;

/// <summary>
/// Reads who is connected: members of groups (30001) with what they say of themselves (307), and producers (328). Brokers and clients
/// that do not answer are named and stop no other; one deadline holds for all of it.
/// </summary>
internal sealed class ClientReader(ClusterCalls calls, ClusterDirectory directory, ProgressReader progress)
{
    /// <summary>More are listed without what they say of themselves.</summary>
    private const int MostAsked = 200;

    private static readonly string NotAskedOfAll = string.Create(
        CultureInfo.InvariantCulture,
        $"Not asked, as only the first {MostAsked} members are; its group's page asks the first {MostAsked} of the group.");

    private static readonly string NotAskedOfGroup = string.Create(
        CultureInfo.InvariantCulture, $"Not asked, as only the first {MostAsked} members of a group are.");

    private readonly RunningInfoReader _running = new(calls);
    private readonly GroupPresence _presence = new(progress);

    public async Task<ClientList> ReadAllAsync(CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var producersRead = ReadProducersAsync(deadline.FirstHalf, cancellationToken);
        var outcomes = await progress
            .ReadOutcomesAsync(new GetQueueProgressHeader(), deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false);
        var producers = await producersRead.ConfigureAwait(false);
        var connected = ConnectedClients.Of(outcomes, producers);
        var filled = await FillAsync(connected, NotAskedOfAll, deadline, cancellationToken).ConfigureAwait(false);
        var problems = outcomes.Problems().Concat(producers.Problems()).DistinctBy(problem => problem.Broker);
        return new ClientList(filled, [.. problems.Select(problem => problem.Sentence)], calls.Time.GetUtcNow());
    }

    /// <summary>The members of one group; a group that no broker knows is an <see cref="AdminException"/>.</summary>
    public async Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var outcomes = await _presence
            .RequireAsync(group, $"Reading the members of {group}", deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false);
        var members = ConnectedClients.Of(outcomes, []);
        var filled = await FillAsync(members, NotAskedOfGroup, deadline, cancellationToken).ConfigureAwait(false);
        return new ClientList(filled, [.. outcomes.Problems().Select(problem => problem.Sentence)], calls.Time.GetUtcNow());
    }

    /// <summary>What one member says of itself; a client that is no member is <see cref="AdminErrorKind.ClientNotFound"/>.</summary>
    public async Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var outcomes = await _presence
            .RequireAsync(group, $"Reading the members of {group}", deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false);
        var member = ConnectedClients.Of(outcomes, []).FirstOrDefault(client => client.View.ClientId == clientId)
            ?? throw new AdminException(AdminErrorKind.ClientNotFound, $"Client {clientId} is no online member of group {group}.")
            {
                Field = "clientId",
            };
        return await _running
            .ReadAsync(member.Brokers[group], group, clientId, withStacks, deadline, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<BrokerOutcome<ProducerTableBody>>> ReadProducersAsync(
        Deadline deadline, CancellationToken cancellationToken)
    {
        var brokers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.GetAllProducerInfo);
        return await calls
            .ReadAllAsync<ProducerTableBody>(brokers, request, "its producers", deadline, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ClientView>> FillAsync(
        IReadOnlyList<ConnectedClient> clients, string notAsked, Deadline deadline, CancellationToken cancellationToken)
    {
        var all = clients
            .SelectMany(client => client.View.Memberships, (client, membership) =>
                (Broker: client.Brokers[membership.Group], client.View.ClientId, Membership: membership))
            .ToList();
        var asked = await _running.FillAsync([.. all.Take(MostAsked)], deadline, cancellationToken).ConfigureAwait(false);
        var told = asked
            .Concat(all.Skip(MostAsked).Select(one => one.Membership with { Problem = notAsked }))
            .Zip(all, (membership, one) => (one.ClientId, Membership: membership))
            .ToLookup(one => one.ClientId, one => one.Membership, StringComparer.Ordinal);
        return [.. clients.Select(client => client.View with { Memberships = [.. told[client.View.ClientId]] })];
    }
}
