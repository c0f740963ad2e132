using System.Text;
using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Replication;

/// <summary>
/// Asks every process of every broker how its replication stands (907; of brokers of 4.x the end of the log, by 28), all within one
/// deadline. Who is silent is there with the reason.
/// </summary>
internal sealed class ReplicationReader(ClusterCalls calls, ClusterDirectory directory)
{
    private const string LogEnd = "commitLogMaxOffset";

    public async Task<ReplicationView> ReadAsync(CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var cluster = await directory.ReadAsync(deadline.FirstHalf, cancellationToken).ConfigureAwait(false);
        var asking = deadline.FirstHalf;
        var answers = await ClusterCalls.AskAllAsync(
            [.. cluster.Brokers.Select(broker => new BrokerEndpoint(broker.Name, broker.Address, broker.Id))],
            (broker, token) => AskAsync(broker, asking, token),
            cancellationToken).ConfigureAwait(false);
        var nodes = ReplicationMerge.Nodes(answers);
        var masters = answers.Where(answer => answer.Value?.Status is not null && !answer.Broker.IsSlave)
            .ToDictionary(answer => answer.Broker.Name, answer => answer.Broker, StringComparer.Ordinal);
        var whole = await Task.WhenAll(nodes.Select(node => WithSecondsAsync(node, masters, deadline, cancellationToken)))
            .ConfigureAwait(false);
        return new ReplicationView(whole, calls.Time.GetUtcNow());
    }

    private async Task<NodeAnswer> AskAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        var role = broker.IsSlave ? Task.FromResult<string?>(null) : FindRoleAsync(broker, deadline, cancellationToken);
        var request = RemotingCommand.Request(RequestCode.GetBrokerHaStatus);
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => Of(answer.ReadBody<BrokerHaStatusBody>(), await role.ConfigureAwait(false)),
            ResponseCode.RequestCodeNotSupported => new(
                null,
                await FindLogEndAsync(broker, deadline, cancellationToken).ConfigureAwait(false),
                await role.ConfigureAwait(false)),
            _ => throw ClusterCalls.Refusal(broker, answer, "the state of its replication"),
        };
    }

    private static NodeAnswer Of(BrokerHaStatusBody status, string? role) =>
        new(status, status.Master ? status.MasterCommitLogMaxOffset : status.HaClientRuntimeInfo.MaxOffset, role);

    private async Task<long?> FindLogEndAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetBrokerRuntimeInfo);
        var answer = await calls
            .RequireAsync(broker, request, "its runtime information", deadline.Remaining, cancellationToken)
            .ConfigureAwait(false);
        var view = new BrokerView(broker.Name, broker.Id, string.Empty, broker.Address, "online");
        return new BrokerRuntime(view, answer.ReadBody<KeyValueBody>().Table).Count(LogEnd);
    }

    /// <summary>brokerRole of the settings; null when they are not told.</summary>
    private async Task<string?> FindRoleAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var request = RemotingCommand.Request(RequestCode.GetBrokerConfig);
            var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            return answer.Code == ResponseCode.Success
                ? BrokerConfigReading.Of(broker.Name, Encoding.UTF8.GetString(answer.Body.Span))
                    .Settings.FirstOrDefault(setting => setting.Name == "brokerRole")?.Value
                : null;
        }
        catch (AdminException)
        {
            // Unknown; that the broker is silent is said by the other question.
            return null;
        }
    }

    /// <summary>The first message that a slave has not lies at its end in the master's log: its store time says how late it is.</summary>
    private async Task<ReplicationNode> WithSecondsAsync(
        ReplicationNode node, Dictionary<string, BrokerEndpoint> masters, Deadline deadline, CancellationToken cancellationToken)
    {
        if (node is not { SecondsBehind: null, BytesBehind: > 0, Offset: { } end, IsCaughtUp: not null }
            || !masters.TryGetValue(node.Broker, out var master))
        {
            return node;
        }

        try
        {
            var request = RemotingCommand.Request(RequestCode.ViewMessageById, new ViewMessageHeader { Offset = end });
            var answer = await calls.AskAsync(master, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
            return answer.Code == ResponseCode.Success
                && MessageRecordReader.TryRead(answer.Body.Span, checkBody: false, out var record) == RecordReadStatus.Ok
                ? node with
                {
                    SecondsBehind = Math.Max(0, calls.Time.GetUtcNow().ToUnixTimeMilliseconds() - record.StoreTimestamp) / 1000.0,
                }
                : node;
        }
        catch (AdminException)
        {
            // Unknown: its end may lie where no record is, as at the end of a segment, or the master is silent.
            return node;
        }
    }
}
