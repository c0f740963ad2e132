using System.Net;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Remoting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Hosting;

/// <summary>Clients of a cluster that know nothing but the TCP addresses of its name servers, as another process would.</summary>
internal sealed class OutsideClients : IAsyncDisposable
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    private readonly TcpTransport _transport = new(new TcpSettings(new TcpOptions(), TimeProvider.System, NullLogger.Instance));
    private readonly List<IAsyncDisposable> _clients = [];
    private readonly ClientContext _context;
    private readonly RemotingClient _remoting;

    internal OutsideClients(IEmbeddedCluster cluster)
    {
        _context = new ClientContext
        {
            Transport = _transport,
            NameServers = cluster.NameServers,
            TimeProvider = TimeProvider.System,
            LoggerFactory = NullLoggerFactory.Instance,
            ClientIds = new ClientIdSource(IPAddress.Loopback, 4711),
            UniqueKeys = new UniqueKeyGenerator(TimeProvider.System, IPAddress.Loopback, 4711, 1),
        };
        _remoting = new RemotingClient(_transport, new ScriptedDispatcher(), TimeProvider.System, NullLogger.Instance);
    }

    internal async Task<Producer> StartProducerAsync()
    {
        var producer = new Producer(new ProducerOptions { Group = "outside" }, _context);
        _clients.Add(producer);
        await producer.StartAsync(CancellationToken.None);
        return producer;
    }

    internal async Task<PushConsumer> StartConsumerAsync(string group, string topic, IMessageListener listener)
    {
        var options = new PushConsumerOptions
        {
            Group = group,
            Subscriptions = new Dictionary<string, string> { [topic] = "*" },
            ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
        };
        var consumer = new PushConsumer(options, listener, _context);
        _clients.Add(consumer);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    internal Task<RemotingCommand> CallAsync(string address, RemotingCommand request) =>
        _remoting.CallAsync(address, request, CallTime, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();

        await _remoting.DisposeAsync();
        _transport.Dispose();
    }
}
