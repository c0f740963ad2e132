using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Connections;

namespace Engine.Benchmarks.Wiring;

/// <summary>What 2,000 clients that registered with a heartbeat and then say nothing add to the memory of the server.</summary>
internal static class IdleConnections
{
    private const int Clients = 2000;
    private const int SteadySamples = 6;
    private const int MostSamples = 30;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static async Task MeasureAsync(WireRun run, WireServer server, CancellationToken ct)
    {
        using var transport = run.NewTransport();
        var connections = new List<IConnection>(Clients);
        try
        {
            var before = await SettleAsync(server, ct).ConfigureAwait(false);
            for (var number = 0; number < Clients; number++)
            {
                var connection = await transport.ConnectAsync(server.BrokerAddress, run.NewDispatcher(), ct).ConfigureAwait(false);
                connections.Add(connection);
                await connection.CallAsync(Heartbeat(number), Patience, ct).ConfigureAwait(false);
            }

            var after = await SettleAsync(server, ct).ConfigureAwait(false);
            var open = connections.Count(connection => connection.IsOpen);
            run.Figures.Write("idle-2000-connections", after - before, "MiB");
            run.Notes.WriteLine($"idle-2000-connections: {before:F1} MiB resident before, {after:F1} MiB with {open} open connections");
        }
        finally
        {
            connections.ForEach(connection => connection.Close("the measurement is over"));
        }
    }

    // Settled: the last three seconds differ by less than a hundredth.
    private static async Task<double> SettleAsync(WireServer server, CancellationToken ct)
    {
        var samples = new List<double>();
        while (samples.Count < MostSamples)
        {
            await Task.Delay(SampleEvery, TimeProvider.System, ct).ConfigureAwait(false);
            samples.Add(server.ResidentMiB);
            if (samples.Count > SteadySamples && samples[^SteadySamples..] is var latest && latest.Max() < 1.01 * latest.Min())
                break;
        }

        return samples[^1];
    }

    private static RemotingCommand Heartbeat(int number) => RemotingCommand.Request(RequestCode.HeartBeat, body: new HeartbeatBody
    {
        ClientID = $"127.0.0.1@idle-{number}",
        ProducerDataSet = [new ProducerData { GroupName = "idle" }],
        ConsumerDataSet = [],
    });
}
