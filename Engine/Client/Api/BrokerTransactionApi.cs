using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>END_TRANSACTION (37). Mirrors MQClientAPIImpl#endTransactionOneway.</summary>
internal sealed class BrokerTransactionApi(ApiCaller caller)
{
    /// <summary>Tells how a transaction ended, without an answer.</summary>
    /// <param name="address">The broker that holds the half message.</param>
    /// <param name="header">Which transaction, and how it ended.</param>
    /// <param name="remark">Why it is unknown, for the broker's log; null when nothing failed.</param>
    /// <param name="timeout">For connecting and sending.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task EndAsync(
        string address,
        EndTransactionHeader header,
        string? remark,
        TimeSpan timeout,
        CancellationToken cancellationToken) =>
        caller.SendOneWayAsync(
            address,
            RemotingCommand.Request(RequestCode.EndTransaction, header) with { Remark = remark },
            timeout,
            cancellationToken);
}
