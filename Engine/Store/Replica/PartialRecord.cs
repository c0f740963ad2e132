namespace Engine.Store.Replica;

/// <summary>The begin of a record whose rest has not come yet. Grows with what comes, whatever size the record gives itself.</summary>
internal sealed class PartialRecord
{
    private const int SmallBytes = 64 * 1024;

    private byte[] _bytes = [];

    internal int Length { get; private set; }

    internal bool IsEmpty => Length == 0;

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Adds bytes.</summary>
    /// <returns>How many: all.</returns>
    internal int Add(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + bytes.Length, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        return bytes.Length;
    }

    /// <summary>Forgets them; the memory of a large record too.</summary>
    internal void Clear()
    {
        Length = 0;
        if (_bytes.Length > SmallBytes)
        {
            _bytes = [];
        }
    }
}
