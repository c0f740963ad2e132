using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>
/// Damages what a JSON header says and leaves it readable, so that the damage reaches the handlers: other codes, fields gone, doubled with
/// those of other requests, or absurd; the body is damaged as any bytes.
/// </summary>
internal sealed class HeaderMutator(Random random)
{
    private const int LengthBytes = 8;
    private const int BodyPercent = 40;

    private static readonly string[] MoreFields =
    [
        "topic", "queueId", "consumerGroup", "producerGroup", "group", "groupName", "brokerName", "timestamp", "offset",
        "clientID", "clientId", "namespace", "key", "value", "statsName", "statsKey", "srcGroup", "destGroup", "index", "count",
        "compareGroup", "cluster", "compressed", "isForce", "maxNum", "beginTimestamp", "endTimestamp", "msgId", "sysFlag",
        "subscription", "expressionType", "commitOffset",
    ];

    internal static bool IsJson(byte[] frame) => frame[4] == 0;

    /// <summary>Another frame.</summary>
    /// <param name="seed">A right one with a JSON header.</param>
    /// <param name="damage">Damages bytes from a place on.</param>
    internal byte[] Next(byte[] seed, Action<List<byte>, int> damage)
    {
        var headerLength = BinaryPrimitives.ReadInt32BigEndian(seed.AsSpan(4));
        var header = JsonNode.Parse(seed.AsSpan(LengthBytes, headerLength))!.AsObject();
        var fields = header["extFields"]?.AsObject() ?? [];
        header["extFields"] = fields;
        for (var left = random.Next(1, 4); left > 0; left--)
            Change(header, fields);

        var body = seed[(LengthBytes + headerLength)..].ToList();
        if (random.Next(100) < BodyPercent)
            damage(body, 0);

        return Frame(Encoding.UTF8.GetBytes(header.ToJsonString()), [.. body]);
    }

    private void Change(JsonObject header, JsonObject fields)
    {
        var name = random.Next(3) == 0 || fields.Count == 0
            ? MoreFields[random.Next(MoreFields.Length)]
            : fields.ElementAt(random.Next(fields.Count)).Key;
        switch (random.Next(8))
        {
            case 0:
                header["code"] = random.Next(400);
                break;
            case 1:
                fields.Remove(name);
                break;
            case 2:
                header["version"] = random.Next(-1, 500);
                break;
            case 3 when fields[name] is { } value:
                fields[MoreFields[random.Next(MoreFields.Length)]] = value.DeepClone();
                break;
            default:
                fields[name] = AbsurdTexts.Any(random);
                break;
        }
    }

    private static byte[] Frame(byte[] header, byte[] body)
    {
        var frame = new byte[LengthBytes + header.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), header.Length);
        header.CopyTo(frame, LengthBytes);
        body.CopyTo(frame, LengthBytes + header.Length);
        return frame;
    }
}
