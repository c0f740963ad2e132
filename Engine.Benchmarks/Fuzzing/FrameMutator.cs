using System.Buffers.Binary;
using System.Text;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>
/// Damages frames: bytes flipped, put in, taken out and doubled, numbers made absurd, lengths wrong, two frames mixed. Most get right lengths
/// again, so that the damage gets past the first check.
/// </summary>
internal sealed class FrameMutator(IReadOnlyList<SeedFrame> seeds, Random random)
{
    private const int LengthBytes = 8;
    private const int RightLengthPercent = 85;
    private const int OtherCodePercent = 15;

    private static readonly byte[][] Absurd =
    [
        .. new[]
        {
            "", "-1", "0", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "99999999999999999999", "1e308", "NaN",
            "null", "true", "\"", "{", "}", "[", "]", "\\", "\u0001", "\u0002", "%RETRY%", "../../..", "*", "\0",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The next one, and where it goes.</summary>
    internal (byte[] Frame, bool IsForNameServer) Next()
    {
        var seed = seeds[random.Next(seeds.Count)];
        var bytes = seed.Bytes.ToList();
        if (random.Next(100) < OtherCodePercent)
            ChangeCode(bytes);

        for (var left = random.Next(1, 5); left > 0; left--)
            Damage(bytes);

        var frame = bytes.ToArray();
        if (random.Next(100) < RightLengthPercent)
            MakeLengthsRight(frame, seed.Bytes);

        return (frame, random.Next(10) == 0 ? !seed.IsForNameServer : seed.IsForNameServer);
    }

    private void Damage(List<byte> bytes)
    {
        var at = bytes.Count == 0 ? 0 : random.Next(Math.Min(LengthBytes, bytes.Count - 1), bytes.Count);
        var span = Math.Min(random.Next(1, 24), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when bytes.Count > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.InsertRange(at, RandomBytes(random.Next(1, 64)));
                break;
            case 3:
                bytes.RemoveRange(at, span);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, span));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.RemoveRange(at, span);
                bytes.InsertRange(at, Absurd[random.Next(Absurd.Length)]);
                break;
            default:
                var other = seeds[random.Next(seeds.Count)].Bytes;
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(Math.Min(at, other.Length)));
                break;
        }
    }

    /// <summary>A JSON header that asks for something else with the fields it has.</summary>
    private void ChangeCode(List<byte> bytes)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var at = text.IndexOf("\"code\":", StringComparison.Ordinal);
        if (at < 0)
            return;

        at += "\"code\":".Length;
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;

        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.ASCII.GetBytes($"{random.Next(400)}"));
    }

    /// <summary>The header keeps its distance from the end, as damage is mostly in one of the two.</summary>
    private static void MakeLengthsRight(byte[] frame, byte[] seed)
    {
        if (frame.Length < LengthBytes)
            return;

        var bodyLength = seed.Length - LengthBytes - (BinaryPrimitives.ReadInt32BigEndian(seed.AsSpan(4)) & 0xFFFFFF);
        var headerLength = Math.Max(0, frame.Length - LengthBytes - bodyLength);
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headerLength | (seed[4] << 24));
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
