using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client;

/// <summary>Stored records as a broker would send them, and messages as a client would read them.</summary>
internal static class Records
{
    internal static byte[] Of(
        string topic,
        int queueId,
        long offset,
        string? tag = null,
        string body = "body",
        string? retryTopic = null,
        IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var all = new List<KeyValuePair<string, string>>(more ?? []);
        if (tag is not null)
            all.Add(new(MessageProperties.Tags, tag));
        if (retryTopic is not null)
            all.Add(new(MessageProperties.RetryTopic, retryTopic));

        var record = new MessageRecord
        {
            QueueId = queueId,
            QueueOffset = offset,
            PhysicalOffset = offset * 1000,
            BornHost = HostAddress.Parse("127.0.0.1:40000"),
            StoreHost = HostAddress.Parse("127.0.0.1:10911"),
            Body = Encoding.UTF8.GetBytes(body),
            Topic = Encoding.UTF8.GetBytes(topic),
            Properties = Encoding.UTF8.GetBytes(PropertyString.Encode(all)),
        };
        var target = new byte[1024 + record.Body.Length];
        return target[..MessageRecordWriter.Write(target, record)];
    }

    internal static MessageExt Message(long offset, int bytes = 4, string topic = "TopicA") =>
        new() { Topic = topic, QueueOffset = offset, Body = new byte[bytes] };

    internal static MessageExt[] Messages(params long[] offsets) => [.. offsets.Select(offset => Message(offset))];
}
