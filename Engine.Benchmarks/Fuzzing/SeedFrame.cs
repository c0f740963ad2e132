using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>A request that RocketMQ's own clients and tools sent, whole.</summary>
/// <param name="Bytes">Its frame.</param>
/// <param name="IsForNameServer">Whether it went to a name server.</param>
internal sealed record SeedFrame(byte[] Bytes, bool IsForNameServer)
{
    private const int NameServerPort = 9876;
    private const int BinaryMark = 1 << 24;

    /// <summary>The requests of all recordings, the same ones of a kind once.</summary>
    internal static IReadOnlyList<SeedFrame> Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Recordings");
        return
        [
            .. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(row => row.GetProperty("dir").GetString() == "c2s")
                .Select(row => new SeedFrame(FrameOf(row), row.GetProperty("port").GetInt32() == NameServerPort)),
        ];
    }

    private static byte[] FrameOf(JsonElement row)
    {
        var isBinary = row.GetProperty("serializeType").GetString() == "ROCKETMQ";
        var raw = row.GetProperty("headerRaw").GetString()!;
        var header = isBinary ? Convert.FromBase64String(raw) : Encoding.UTF8.GetBytes(raw);
        var body = Convert.FromBase64String(row.GetProperty("bodyBase64").GetString() ?? string.Empty);
        var frame = new byte[8 + header.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), header.Length | (isBinary ? BinaryMark : 0));
        header.CopyTo(frame, 8);
        body.CopyTo(frame, 8 + header.Length);
        return frame;
    }
}
