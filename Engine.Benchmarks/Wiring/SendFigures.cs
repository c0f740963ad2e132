namespace Engine.Benchmarks.Wiring;

/// <summary>
/// Sends that wait for their answers, one message or 32 a request, and the processor time that a send costs the server: all of its
/// process while 64 senders share one connection.
/// </summary>
internal static class SendFigures
{
    private const int Senders = 64;
    private const int Batch = 32;
    private const int BatchSenders = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(8);

    internal static async Task MeasureAsync(WireRun run, WireServer server, CancellationToken ct)
    {
        var producer = await WireProducer.StartAsync(run, server, ct).ConfigureAwait(false);
        await using (producer.ConfigureAwait(false))
        {
            var cost = await MeasureAsync(run, server, producer, ("send-sync-64", Senders, 1), ct).ConfigureAwait(false);
            await MeasureAsync(run, server, producer, ("send-sync-1", 1, 1), ct).ConfigureAwait(false);
            await MeasureAsync(run, server, producer, ("send-batch32", BatchSenders, Batch), ct).ConfigureAwait(false);
            run.Figures.Write("server-cpu-per-send", cost, "us");
        }
    }

    /// <summary>Microseconds of the server's processor time for each message.</summary>
    private static async Task<double> MeasureAsync(
        WireRun run, WireServer server, WireProducer producer, (string Name, int InFlight, int Batch) load, CancellationToken ct)
    {
        await producer.SendAsync(load.InFlight, load.Batch, WarmUp, ct).ConfigureAwait(false);
        var (spent, own) = (server.ProcessorTime, Environment.CpuUsage.TotalTime);
        var (messages, seconds) = await producer.SendAsync(load.InFlight, load.Batch, Counted, ct).ConfigureAwait(false);
        var cost = (server.ProcessorTime - spent).TotalMicroseconds / messages;
        var ownCost = (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / messages;
        run.Figures.Write(load.Name, messages / seconds, "msg/s");
        run.Notes.WriteLine($"{load.Name}: {messages} messages; each cost the server {cost:F2} us and the client {ownCost:F2} us");
        return cost;
    }
}
