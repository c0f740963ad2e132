using BenchmarkDotNet.Attributes;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Micro;

/// <summary>Reading one record of a 128-byte body: its fields with the body's checksum, and as the message a client gets.</summary>
public class RecordBenchmarks
{
    private byte[] _record = [];

    [GlobalSetup]
    public void ReadOne()
    {
        using var store = MicroStore.Open();
        store.Fill(1, 1);
        _record = store.Store.ReadRecord(0)?.ToArray() ?? throw new InvalidOperationException("There is no record to read.");
    }

    [Benchmark(Description = "record-decode")]
    public long Decode() => MessageRecordReader.TryRead(_record, checkBody: true, out var record) == RecordReadStatus.Ok
        ? record.StoreTimestamp
        : throw new InvalidOperationException("The record cannot be read.");

    [Benchmark(Description = "record-to-message")]
    public MessageExt ToMessage() => MessageRecordReader.TryReadMessage(_record, out var message)
        ? message!
        : throw new InvalidOperationException("The record cannot be read.");
}
