using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Crashing;

/// <summary>Reads every message of a store as a consumer does and compares it with the ledger.</summary>
internal sealed class StoreSweep(MessageStore store, Ledger ledger, Faults faults)
{
    private const int Batch = 32;

    internal void Run()
    {
        if (ledger.IsDeletionOpen)
            ledger.CloseDeletion(isDeleted: !store.Queues.Any(queue => queue.Topic == LoadCall.DeletedTopic && MaxOf(queue) > 0));

        foreach (var queue in store.Queues.Union(ledger.Queues).ToArray())
            Sweep(queue);
    }

    private long MaxOf((string Topic, int QueueId) queue) => store.GetBounds(queue.Topic, queue.QueueId).Max;

    private void Sweep((string Topic, int QueueId) queue)
    {
        var bounds = store.GetBounds(queue.Topic, queue.QueueId);
        if (bounds.Min != 0)
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} begins at {bounds.Min}");

        var at = 0L;
        while (at < bounds.Max)
        {
            var result = store.Get(queue.Topic, queue.QueueId, at, Batch, null);
            var next = result.Status == GetStatus.Found ? Check(queue, at, result.Body.Span) : at;
            if (next == at || next != result.NextBeginOffset)
            {
                faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} from {at} of {bounds.Max} on: {result}, read up to {next}");
                break;
            }

            at = next;
        }

        foreach (var entry in ledger.Of(queue).Skip((int)at).Where(entry => !entry.IsBlank))
        {
            var kind = entry.IsAcknowledged ? FaultKind.Lost : FaultKind.Wrong;
            faults.Add(kind, $"{queue.Topic} Q{queue.QueueId} ends at {at}, {entry} is gone");
        }
    }

    private long Check((string Topic, int QueueId) queue, long offset, ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var status = MessageRecordReader.TryRead(records, checkBody: true, out var record);
            if (status != RecordReadStatus.Ok)
            {
                faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset} cannot be read: {status}");
                return offset;
            }

            Check(queue, offset, record);
            records = records[record.Size..];
            offset++;
        }

        return offset;
    }

    private void Check((string Topic, int QueueId) queue, long offset, in MessageRecord record)
    {
        var end = record.PhysicalOffset + record.Size;
        if (record.QueueOffset != offset || record.QueueId != queue.QueueId || end > store.MaxPhysicalOffset)
        {
            var found = (record.QueueId, record.QueueOffset, end);
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset} has the record {found}");
        }

        if (LoadMessage.FindFault(record, out var id) is { } fault)
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset}: {id} {fault}");

        ledger.Match(queue, offset, id, record.PhysicalOffset);
    }
}
