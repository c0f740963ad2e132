using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Crashing;

/// <summary>Asks the key index for some of the messages that are there, the newest of each queue among them.</summary>
internal sealed class KeySample(MessageStore store, Ledger ledger, Faults faults)
{
    private const int PerQueue = 8;
    private const int MostAnswers = 4;

    internal async Task RunAsync(Random random, CancellationToken ct)
    {
        await store.WaitUntilDispatchedAsync(ct).ConfigureAwait(false);
        foreach (var queue in ledger.Queues)
        {
            var entries = ledger.Of(queue);
            var offsets = Enumerable.Range(0, PerQueue).Select(_ => random.Next(entries.Count)).Append(entries.Count - 1);
            foreach (var offset in offsets.Where(_ => entries.Count > 0))
                Find(queue.Topic, entries[offset]);
        }
    }

    private void Find(string topic, LedgerEntry entry)
    {
        var answers = store.QueryByKey(topic, entry.Id.Key, MostAnswers, 0, long.MaxValue);
        var isFound = answers.Count == 1
            && MessageRecordReader.TryRead(answers[0].Span, checkBody: true, out var record) == RecordReadStatus.Ok
            && record.PhysicalOffset == entry.PhysicalOffset;
        if (!isFound && !entry.IsBlank)
            faults.Add(FaultKind.Wrong, $"the key index gives {answers.Count} messages for the key of {entry} of {topic}");
    }
}
