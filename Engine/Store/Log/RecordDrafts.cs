using System.Buffers.Binary;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>
/// Records laid out before the append lock is taken; under the lock only positions and the store time are filled in.
/// One per thread, used again and again, so that an append allocates nothing.
/// </summary>
internal sealed class RecordDrafts
{
    private const int KeptBytes = 256 * 1024;
    private const int KeptRecords = 1024;

    [ThreadStatic]
    private static RecordDrafts? _current;

    private byte[] _bytes = new byte[8 * 1024];
    private byte[] _scratch = new byte[1024];
    private Draft[] _drafts = new Draft[32];

    internal int Count { get; private set; }

    internal int TotalBytes { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, TotalBytes);

    /// <summary>This thread's drafts, empty. Must not be used beyond the call that asked.</summary>
    internal static RecordDrafts Begin()
    {
        var drafts = _current ??= new RecordDrafts();
        drafts.Clear();
        return drafts;
    }

    /// <summary>At least so many bytes for intermediate results, with anything in them; the next call may give the same ones.</summary>
    internal Span<byte> Scratch(int bytes)
    {
        if (bytes > _scratch.Length)
        {
            _scratch = new byte[bytes];
        }

        return _scratch;
    }

    internal void Add(in MessageRecord record, long tagsCode, long deliverAfterMs)
    {
        var size = (int)MessageRecordWriter.SizeOf(
            record.Topic.Length, record.Body.Length, record.Properties.Length, record.BornHost, record.StoreHost);
        EnsureRoom(size);
        MessageRecordWriter.Write(_bytes.AsSpan(TotalBytes), record);
        _drafts[Count++] = new Draft(TotalBytes, size, tagsCode, deliverAfterMs, record.BornHost.IsV6);
        TotalBytes += size;
    }

    internal int SizeOf(int index) => _drafts[index].Size;

    /// <summary>What the queue entry says of the tag: its hash, or of a delayed record, once completed, its delivery time.</summary>
    internal long TagsCodeOf(int index) => _drafts[index].TagsCode;

    /// <summary>Fills in what is only known under the lock.</summary>
    internal void Complete(int index, long queueOffset, long physicalOffset, long storeTimestamp)
    {
        ref var draft = ref _drafts[index];
        var record = _bytes.AsSpan(draft.At, draft.Size);
        BinaryPrimitives.WriteInt64BigEndian(record[MessageRecordFormat.QueueOffsetAt..], queueOffset);
        BinaryPrimitives.WriteInt64BigEndian(record[MessageRecordFormat.PhysicalOffsetAt..], physicalOffset);
        var bornHostBytes = draft.IsBornV6 ? HostAddress.V6Bytes : HostAddress.V4Bytes;
        BinaryPrimitives.WriteInt64BigEndian(record[(MessageRecordFormat.BornHostAt + bornHostBytes)..], storeTimestamp);
        if (draft.DeliverAfterMs > 0)
        {
            draft = draft with { TagsCode = storeTimestamp + draft.DeliverAfterMs };
        }
    }

    private void Clear()
    {
        Count = 0;
        TotalBytes = 0;
        if (_bytes.Length > KeptBytes)
        {
            _bytes = new byte[KeptBytes];
        }

        if (_scratch.Length > KeptBytes)
        {
            _scratch = new byte[KeptBytes];
        }

        if (_drafts.Length > KeptRecords)
        {
            _drafts = new Draft[KeptRecords];
        }
    }

    private void EnsureRoom(int size)
    {
        if (TotalBytes + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(TotalBytes + (long)size, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        if (Count == _drafts.Length)
        {
            Array.Resize(ref _drafts, 2 * _drafts.Length);
        }
    }

    private readonly record struct Draft(int At, int Size, long TagsCode, long DeliverAfterMs, bool IsBornV6);
}
