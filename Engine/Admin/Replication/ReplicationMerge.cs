using Engine.Admin.Clusters;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Replication;

/// <summary>Puts together what the processes of a broker say of its replication. Pure.</summary>
internal static class ReplicationMerge
{
    /// <param name="answers">Of every registered process, of which some have none.</param>
    public static IReadOnlyList<ReplicationNode> Nodes(IReadOnlyList<BrokerOutcome<NodeAnswer>> answers)
    {
        var masters = answers.Where(answer => !answer.Broker.IsSlave).ToDictionary(answer => answer.Broker.Name, answer => answer.Value);
        return [.. answers.Select(answer => Node(answer, masters.GetValueOrDefault(answer.Broker.Name)))];
    }

    private static ReplicationNode Node(BrokerOutcome<NodeAnswer> outcome, NodeAnswer? master)
    {
        var broker = outcome.Broker;
        var node = new ReplicationNode(broker.Name, broker.Id, broker.Node, broker.Address)
        {
            Role = broker.IsSlave ? "SLAVE" : null,
            Problem = outcome.Failure?.Message,
        };
        return outcome.Value is not { } answer ? node
            : broker.IsSlave ? Slave(node with { HasAnswered = true }, answer, master)
            : Master(node with { HasAnswered = true }, answer);
    }

    private static ReplicationNode Master(ReplicationNode node, NodeAnswer answer) => node with
    {
        Role = answer.Role,
        Offset = answer.LogEnd,
        BytesBehind = 0,
        SecondsBehind = 0,
        Slaves = answer.Status?.HaConnectionInfo.Count(slave => slave.Problem is null),
        SlavesInSync = answer.Status?.InSyncSlaveNums,
        Problem = Refusals(answer.Status),
    };

    /// <summary>Slaves that the master turned away of late, each with the reason; null when there was none.</summary>
    private static string? Refusals(BrokerHaStatusBody? status)
    {
        var refused = status?.HaConnectionInfo.Where(slave => slave.Problem is not null).ToList() ?? [];
        return refused.Count == 0 ? null
            : string.Join(' ', refused.Select(slave => $"It turned the slave at {slave.Addr} away: {slave.Problem}."));
    }

    /// <summary>How many seconds it is behind a master that is there, that master is asked (<see cref="ReplicationReader"/>).</summary>
    private static ReplicationNode Slave(ReplicationNode node, NodeAnswer answer, NodeAnswer? master)
    {
        var known = node with { Offset = answer.LogEnd, BytesBehind = SlaveStanding.BytesBehind(master?.LogEnd, answer.LogEnd) };
        if (answer.Status is not { } status)
        {
            return known;
        }

        var client = status.HaClientRuntimeInfo;
        return known with
        {
            BytesBehind = master is null ? SlaveStanding.BytesBehindAlone(status) : known.BytesBehind,
            SecondsBehind = master is null ? SlaveStanding.SecondsBehindAlone(status) : known.BytesBehind == 0 ? 0 : null,
            IsCaughtUp = client.HasCaughtUp,
            IsConnected = client.IsActivated,
            MasterSeenAt = SlaveStanding.Time(client.LastReadTimestamp),
            Tables = [.. client.Tables.Select(Table)],
            Problem = client.Problem,
        };
    }

    private static ReplicationTable Table(HaTableStatus table) => new(table.Table, SlaveStanding.Time(table.LastSync), table.Problem);
}
