using System.Diagnostics;
using System.Net;
using Engine.Benchmarks.Storing;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol.Messages;
using Engine.Remoting.Transports.Tcp;

namespace Engine.Benchmarks.Wiring;

/// <summary>A producer of this engine that sends over TCP, on one connection to the broker.</summary>
internal sealed class WireProducer : IAsyncDisposable
{
    private const int BodyBytes = 128;

    private readonly TcpTransport _transport;
    private readonly Producer _producer;
    private readonly byte[] _body = UniqueMessages.BodyOf(BodyBytes);
    private long _sent;

    private WireProducer(WireRun run, WireServer server)
    {
        _transport = run.NewTransport();
        var context = new ClientContext
        {
            Transport = _transport,
            NameServers = [server.NameServer],
            TimeProvider = TimeProvider.System,
            LoggerFactory = run.Loggers,
            ClientIds = new ClientIdSource(IPAddress.Loopback, Environment.ProcessId),
            UniqueKeys = new UniqueKeyGenerator(TimeProvider.System, IPAddress.Loopback, Environment.ProcessId, 1),
        };
        _producer = new Producer(new ProducerOptions { Group = "wire-producer" }, context);
    }

    internal static async Task<WireProducer> StartAsync(WireRun run, WireServer server, CancellationToken ct)
    {
        var producer = new WireProducer(run, server);
        await producer._producer.StartAsync(ct).ConfigureAwait(false);
        return producer;
    }

    public async ValueTask DisposeAsync()
    {
        await _producer.DisposeAsync().ConfigureAwait(false);
        _transport.Dispose();
    }

    /// <summary>Sends for some time with so many senders that wait for each answer; gives the messages and the seconds.</summary>
    internal async Task<(long Messages, double Seconds)> SendAsync(int inFlight, int batch, TimeSpan time, CancellationToken ct)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), Interlocked.Read(ref _sent));
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(() => LoopAsync(batch, began, time, ct), ct)))
            .ConfigureAwait(false);
        return (Interlocked.Read(ref _sent) - before, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private async Task LoopAsync(int batch, long began, TimeSpan time, CancellationToken ct)
    {
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var sending = batch == 1
                ? _producer.SendAsync(NewMessage(), ct)
                : _producer.SendBatchAsync([.. Enumerable.Range(0, batch).Select(_ => NewMessage())], ct);
            var result = await sending.ConfigureAwait(false);
            if (result.Status != SendStatus.SendOk)
                throw new InvalidOperationException($"A send was answered {result.Status}.");

            Interlocked.Add(ref _sent, batch);
        }
    }

    private Message NewMessage() => new() { Topic = WireServer.Topic, Body = _body };
}
