using System.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;

namespace Engine.Benchmarks.Wiring;

/// <summary>
/// Pulls of 32 messages through what was sent before, one request after the other on each of four queues, over one connection. The bodies
/// are not decoded: what is measured is how they come over.
/// </summary>
internal sealed class PullLoad(RemotingClient client, string broker)
{
    private const int Batch = 32;
    private const int GivesItsSubscription = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static async Task MeasureAsync(WireRun run, WireServer server, CancellationToken ct)
    {
        using var transport = run.NewTransport();
        var client = run.NewClient(transport);
        await using (client.ConfigureAwait(false))
        {
            var load = new PullLoad(client, server.BrokerAddress);
            await load.ForAsync(WarmUp, ct).ConfigureAwait(false);
            var spent = server.ProcessorTime;
            var (messages, seconds) = await load.ForAsync(Counted, ct).ConfigureAwait(false);
            var cost = (server.ProcessorTime - spent).TotalMicroseconds / messages;
            run.Figures.Write("pull-32", messages / seconds, "msg/s");
            run.Notes.WriteLine($"pull-32: {messages} messages; each cost the server {cost:F2} us");
        }
    }

    private async Task<(long Messages, double Seconds)> ForAsync(TimeSpan time, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var queues = Enumerable.Range(0, WireServer.Queues).Select(queue => Task.Run(() => PullAsync(queue, began, time, ct), ct));
        var messages = await Task.WhenAll(queues).ConfigureAwait(false);
        return (messages.Sum(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private async Task<long> PullAsync(int queue, long began, TimeSpan time, CancellationToken ct)
    {
        var (at, messages) = (0L, 0L);
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var answer = await client.CallAsync(broker, Request(queue, at), Patience, ct).ConfigureAwait(false);
            if (answer.Code != ResponseCode.Success)
                throw new InvalidOperationException($"A pull at {at} was answered {answer.Code}: {answer.Remark}");

            var header = answer.ReadHeader<PullMessageResponseHeader>();
            messages += header.NextBeginOffset - at;
            at = header.NextBeginOffset < header.MaxOffset ? header.NextBeginOffset : 0;
        }

        return messages;
    }

    private static RemotingCommand Request(int queue, long offset) => RemotingCommand.Request(RequestCode.PullMessage, new PullMessageHeader
    {
        ConsumerGroup = "wire-consumer",
        Topic = WireServer.Topic,
        QueueId = queue,
        QueueOffset = offset,
        MaxMsgNums = Batch,
        SysFlag = GivesItsSubscription,
        CommitOffset = 0,
        SuspendTimeoutMillis = 0,
        Subscription = "*",
        SubVersion = 0,
    });
}
