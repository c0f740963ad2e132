using System.Text;
using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;

namespace Engine.Admin.Offsets;

/// <summary>
/// Whether a foreign broker sets the offset of one queue itself by 222, as 5.x does with <c>useServerSideResetOffset</c>. One that does
/// not passes over the queue in the request and would move the whole topic.
/// </summary>
internal sealed class ServerSideResets(ClusterCalls calls)
{
    private const string Setting = "useServerSideResetOffset";

    /// <summary>Asks for its settings (26); one that refuses to tell is taken for one that does not, which is safe with all.</summary>
    public async Task<bool> AreOnAsync(BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetBrokerConfig);
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.Success
            && BrokerConfigReading.Of(broker.Name, Encoding.UTF8.GetString(answer.WriteBody().Span))
                .Settings.Any(setting => setting.Name == Setting && setting.Value == "true");
    }
}
