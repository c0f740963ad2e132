using System.Buffers;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>Encoded frames one behind the other, in an array of the pool while there are any.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int LeastBytes = 4096;

    private byte[] _array = [];
    private int _count;

    public int Count => _count;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _count);

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _array.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _array.AsSpan(_count);
    }

    /// <summary>Empties it and gives the array back; nobody may look at what was written any more.</summary>
    public void Clear()
    {
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = [];
        _count = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = _count + Math.Max(sizeHint, 1);
        if (needed <= _array.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, LeastBytes), _array.Length * 2));
        Written.CopyTo(larger);
        var count = _count;
        Clear();
        _array = larger;
        _count = count;
    }
}
