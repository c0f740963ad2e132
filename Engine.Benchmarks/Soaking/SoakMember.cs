using System.Diagnostics;
using Engine.Client.Consuming;
using Engine.Hosting;
using Engine.Protocol.Bodies;

namespace Engine.Benchmarks.Soaking;

/// <summary>One member of the group from its start to its end.</summary>
internal sealed class SoakMember : IAsyncDisposable
{
    private readonly ShareRecorder _shares;
    private readonly PushConsumer _consumer;

    internal SoakMember(EmbeddedCluster cluster, SoakLedger ledger, SoakFailures failures, ShareRecorder shares)
    {
        _shares = shares;
        _consumer = cluster.CreatePushConsumer(
            new PushConsumerOptions
            {
                Group = SoakCluster.Group,
                Subscriptions = new Dictionary<string, string> { [SoakCluster.Topic] = "*" },
                ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
                AllocateStrategy = shares,
            },
            new SoakListener(ledger, shares, failures));
    }

    internal bool IsSilent { get; private set; }

    internal int Rebalances => _shares.Changes;

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    internal Task StartAsync(CancellationToken ct) => _consumer.StartAsync(ct);

    internal async Task StopAsync(CancellationToken ct)
    {
        await _consumer.StopAsync(ct).ConfigureAwait(false);
        _shares.CloseAll(HoldingEnd.Stopped, Stopwatch.GetTimestamp());
    }

    internal async Task AbortAsync(ConsumerAbort abort)
    {
        _shares.CloseAll(HoldingEnd.Aborted, Stopwatch.GetTimestamp());
        IsSilent = abort == ConsumerAbort.Silent;
        await _consumer.AbortAsync(abort).ConfigureAwait(false);
    }

    internal void NoteGivenUp() => _shares.NoteGivenUp(_consumer.AssignedQueues);
}
