using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Admin.Clusters;

/// <summary>Asks brokers how they fare and how they are set.</summary>
internal sealed class BrokerReader(ClusterCalls calls, ClusterDirectory directory)
{
    /// <summary>Every broker's runtime information, slaves too; one that is silent is there with the reason.</summary>
    public async Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var cluster = await directory.ReadAsync(deadline.FirstHalf, cancellationToken).ConfigureAwait(false);
        var outcomes = await calls
            .ReadAllAsync<KeyValueBody>(
                [.. cluster.Brokers.Select(broker => new BrokerEndpoint(broker.Name, broker.Address, broker.Id))],
                RemotingCommand.Request(RequestCode.GetBrokerRuntimeInfo),
                "its runtime information",
                deadline,
                cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. cluster.Brokers.Zip(outcomes, (broker, outcome) => new BrokerRuntime(
                broker, outcome.Value?.Table ?? new Dictionary<string, string>(), outcome.Failure?.Message)),
        ];
    }

    /// <summary>Settings of the master of a broker name, or of the slave that is named with its id, as "broker-a-1".</summary>
    public async Task<BrokerConfig> ReadConfigAsync(string broker, CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var cluster = await directory.ReadAsync(deadline.FirstHalf, cancellationToken).ConfigureAwait(false);
        var endpoint = cluster.Brokers.FirstOrDefault(one => one.NodeName() == broker) is { } node
            ? new BrokerEndpoint(node.Name, node.Address, node.Id)
            : await directory.ReadMasterAsync(broker, deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.GetBrokerConfig);
        var answer = await calls
            .RequireAsync(endpoint, request, "reading its settings", deadline.Remaining, cancellationToken)
            .ConfigureAwait(false);
        return BrokerConfigReading.Of(broker, Encoding.UTF8.GetString(answer.Body.Span));
    }
}
