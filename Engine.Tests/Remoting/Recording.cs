using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Engine.Tests.Remoting;

/// <summary>Frames recorded between RocketMQ 4.9.8 and its own clients, from Data/Recordings.</summary>
internal sealed record Recording(JsonElement Header, byte[] RawHeader, byte[] Body, bool IsBinary)
{
    private const int AnswerFlag = 1;
    private const int OneWayFlag = 2;

    internal int Code => Header.GetProperty("code").GetInt32();

    internal int Opaque => Header.GetProperty("opaque").GetInt32();

    internal bool IsAnswer => (Header.GetProperty("flag").GetInt32() & AnswerFlag) != 0;

    internal bool IsOneWay => (Header.GetProperty("flag").GetInt32() & OneWayFlag) != 0;

    /// <summary>Milliseconds since the capture began.</summary>
    internal required double At { get; init; }

    internal required bool IsFromClient { get; init; }

    /// <summary>Number of the connection within the file.</summary>
    internal required int Connection { get; init; }

    /// <summary>The server's port.</summary>
    internal required int Port { get; init; }

    /// <summary>The bytes that went over the wire.</summary>
    internal byte[] Frame
    {
        get
        {
            var frame = new byte[8 + RawHeader.Length + Body.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), RawHeader.Length | (IsBinary ? 1 << 24 : 0));
            RawHeader.CopyTo(frame, 8);
            Body.CopyTo(frame, 8 + RawHeader.Length);
            return frame;
        }
    }

    internal static IReadOnlyList<Recording> Load(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Recordings", file)).Select(Parse)];

    private static Recording Parse(string line)
    {
        var row = JsonDocument.Parse(line).RootElement;
        var raw = row.GetProperty("headerRaw").GetString()!;
        var isBinary = row.GetProperty("serializeType").GetString() == "ROCKETMQ";
        return new Recording(
            row.GetProperty("header"),
            isBinary ? Convert.FromBase64String(raw) : Encoding.UTF8.GetBytes(raw),
            Convert.FromBase64String(row.GetProperty("bodyBase64").GetString() ?? string.Empty),
            isBinary)
        {
            At = row.GetProperty("t").GetDouble(),
            IsFromClient = row.GetProperty("dir").GetString() == "c2s",
            Connection = row.GetProperty("conn").GetInt32(),
            Port = row.GetProperty("port").GetInt32(),
        };
    }
}
