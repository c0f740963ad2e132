using Engine.Remoting.Outbound;

namespace Engine.Client.Api;

/// <summary>The typed calls of one client, by family.</summary>
internal sealed class ClientApis
{
    /// <param name="remoting">Sends.</param>
    /// <param name="nameServers">All name servers, "ip:port".</param>
    /// <param name="random">A number from 0 to the argument, less one.</param>
    /// <param name="unreachable">Hears of an address that could not be reached; null = nobody.</param>
    public ClientApis(
        IRemotingClient remoting, IReadOnlyList<string> nameServers, Func<int, int> random, Action<string>? unreachable = null)
    {
        var caller = new ApiCaller(remoting, unreachable);
        NameServer = new NameServerApi(caller, nameServers, nameServers.Count == 0 ? 0 : random(nameServers.Count));
        Sending = new BrokerSendApi(caller);
        Pulling = new BrokerPullApi(caller);
        Offsets = new BrokerOffsetApi(caller);
        Retries = new BrokerRetryApi(caller);
        Locks = new BrokerLockApi(caller);
        Clients = new BrokerClientApi(caller);
        Transactions = new BrokerTransactionApi(caller);
        Admin = new BrokerAdminApi(caller);
    }

    public NameServerApi NameServer { get; }

    public BrokerSendApi Sending { get; }

    public BrokerPullApi Pulling { get; }

    public BrokerOffsetApi Offsets { get; }

    public BrokerRetryApi Retries { get; }

    public BrokerLockApi Locks { get; }

    public BrokerClientApi Clients { get; }

    public BrokerTransactionApi Transactions { get; }

    public BrokerAdminApi Admin { get; }
}
