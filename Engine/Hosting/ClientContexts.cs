using System.Net;
using Engine.Client;
using Engine.Protocol.Messages;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.Hosting;

/// <summary>Makes what the clients of a cluster are made with: their ids carry this process and an address of this machine.</summary>
internal static class ClientContexts
{
    /// <param name="network">How they connect.</param>
    /// <param name="nameServers">Addresses "ip:port".</param>
    /// <param name="localAddress">Part of their ids and of the unique keys of their messages.</param>
    /// <param name="timeProvider">Their clock.</param>
    /// <param name="loggers">Takes their logs.</param>
    public static ClientContext Make(
        ITransport network,
        IReadOnlyList<string> nameServers,
        IPAddress localAddress,
        TimeProvider timeProvider,
        ILoggerFactory loggers)
    {
        var processId = Environment.ProcessId;
        var seed = (int)timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        return new ClientContext
        {
            Transport = network,
            NameServers = nameServers,
            TimeProvider = timeProvider,
            LoggerFactory = loggers,
            ClientIds = new ClientIdSource(localAddress, processId),
            UniqueKeys = new UniqueKeyGenerator(timeProvider, localAddress, processId, seed),
        };
    }
}
