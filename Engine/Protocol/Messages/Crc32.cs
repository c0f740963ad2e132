using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Engine.Protocol.Messages;

/// <summary>
/// CRC-32 with the zlib polynomial, as records carry it. Long inputs are folded by carry-less multiplication where the processor has it;
/// the rest goes through eight tables.
/// </summary>
public static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int FoldBytes = 64;
    private const int LaneBytes = 16;

    // x^n mod P, bit-reflected, for moving a 128-bit lane forward by 512 bits and by 128 bits.
    private static readonly Vector128<ulong> FoldBy512 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
    private static readonly Vector128<ulong> FoldBy128 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
    private static readonly uint[] Tables = MakeTables();

    /// <summary>The CRC-32 of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>All 32 bits.</returns>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Update(0xFFFFFFFF, bytes);

    /// <summary>The CRC as a record holds it: without the sign bit. Mirrors <c>UtilAll#crc32</c>.</summary>
    /// <param name="body">The stored body.</param>
    /// <returns>The low 31 bits.</returns>
    public static int OfBody(ReadOnlySpan<byte> body) => (int)(Compute(body) & 0x7FFFFFFF);

    internal static uint ComputeByTables(ReadOnlySpan<byte> bytes) => ~UpdateByTables(0xFFFFFFFF, bytes);

    private static uint Update(uint state, ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < FoldBytes)
        {
            return UpdateByTables(state, bytes);
        }

        var folded = Fold(state, bytes, out var consumed);
        Span<byte> lane = stackalloc byte[LaneBytes];
        MemoryMarshal.Write(lane, in folded);
        return UpdateByTables(UpdateByTables(0, lane), bytes[consumed..]);
    }

    // Reduces as many whole lanes as there are to one lane with the same remainder, the start state included.
    private static Vector128<ulong> Fold(uint state, ReadOnlySpan<byte> bytes, out int consumed)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var a = lanes[0] ^ Vector128.CreateScalar((ulong)state);
        var b = lanes[1];
        var c = lanes[2];
        var d = lanes[3];
        var next = 4;
        for (; next + 4 <= lanes.Length; next += 4)
        {
            a = Advance(a, FoldBy512) ^ lanes[next];
            b = Advance(b, FoldBy512) ^ lanes[next + 1];
            c = Advance(c, FoldBy512) ^ lanes[next + 2];
            d = Advance(d, FoldBy512) ^ lanes[next + 3];
        }

        var one = Advance(Advance(Advance(a, FoldBy128) ^ b, FoldBy128) ^ c, FoldBy128) ^ d;
        for (; next < lanes.Length; next++)
        {
            one = Advance(one, FoldBy128) ^ lanes[next];
        }

        consumed = next * LaneBytes;
        return one;
    }

    private static Vector128<ulong> Advance(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    private static uint UpdateByTables(uint state, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = t[0x700 + (low & 0xFF)] ^ t[0x600 + ((low >> 8) & 0xFF)] ^ t[0x500 + ((low >> 16) & 0xFF)] ^ t[0x400 + (low >> 24)]
                ^ t[0x300 + (high & 0xFF)] ^ t[0x200 + ((high >> 8) & 0xFF)] ^ t[0x100 + ((high >> 16) & 0xFF)] ^ t[high >> 24];
        }

        foreach (var value in bytes)
        {
            state = t[(state ^ value) & 0xFF] ^ (state >> 8);
        }

        return state;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            var state = value;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ ReflectedPolynomial;
            }

            tables[value] = state;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[tables[i - 256] & 0xFF] ^ (tables[i - 256] >> 8);
        }

        return tables;
    }
}
