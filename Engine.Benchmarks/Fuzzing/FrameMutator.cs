using System.Buffers.Binary;
using System.Text;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>
/// Damages frames: bytes flipped, put in, taken out and doubled, numbers made absurd, lengths wrong, two frames mixed. Most get right
/// lengths again, so that the damage gets past the first check.
/// </summary>
internal sealed class FrameMutator(IReadOnlyList<SeedFrame> seeds, Random random)
{
    private const int LengthBytes = 8;
    private const int RightLengthPercent = 85;
    private const int ReadablePercent = 70;

    private readonly HeaderMutator _headers = new(random);

    /// <summary>The next one, and where it goes.</summary>
    internal (byte[] Frame, bool IsForNameServer) Next()
    {
        var seed = seeds[random.Next(seeds.Count)];
        var frame = random.Next(100) < ReadablePercent && HeaderMutator.IsJson(seed.Bytes)
            ? _headers.Next(seed.Bytes, Damage)
            : Damaged(seed.Bytes);
        return (frame, random.Next(10) == 0 ? !seed.IsForNameServer : seed.IsForNameServer);
    }

    private byte[] Damaged(byte[] seed)
    {
        var bytes = seed.ToList();
        for (var left = random.Next(1, 5); left > 0; left--)
            Damage(bytes, Math.Min(LengthBytes, bytes.Count));

        var frame = bytes.ToArray();
        if (random.Next(100) < RightLengthPercent)
            MakeLengthsRight(frame, seed);

        return frame;
    }

    private void Damage(List<byte> bytes, int from)
    {
        var at = random.Next(Math.Min(from, bytes.Count), bytes.Count + 1);
        var span = Math.Min(random.Next(1, 24), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
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
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(AbsurdTexts.Any(random)));
                break;
            default:
                var other = seeds[random.Next(seeds.Count)].Bytes;
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(Math.Min(at, other.Length)));
                break;
        }
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
