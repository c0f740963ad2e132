using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>
/// A queue as a JSON object with brokerName, queueId and topic, and as a property name that holds the text of that object:
/// the form of object keys that standard JSON allows.
/// </summary>
internal sealed class MessageQueueJsonConverter : JsonConverter<MessageQueue>
{
    public override MessageQueue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? topic = null;
        string? brokerName = null;
        int? queueId = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a queue must be an object with topic, brokerName and queueId");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "topic": topic = reader.GetString(); break;
                case "brokerName": brokerName = reader.GetString(); break;
                case "queueId": queueId = reader.GetInt32(); break;
                default: reader.Skip(); break;
            }
        }

        return topic is not null && brokerName is not null && queueId is { } id
            ? new MessageQueue(topic, brokerName, id)
            : throw new JsonException("a queue needs topic, brokerName and queueId");
    }

    public override void Write(Utf8JsonWriter writer, MessageQueue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("brokerName", value.BrokerName);
        writer.WriteNumber("queueId", value.QueueId);
        writer.WriteString("topic", value.Topic);
        writer.WriteEndObject();
    }

    public override MessageQueue ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var inner = new Utf8JsonReader(Encoding.UTF8.GetBytes(reader.GetString() ?? string.Empty));
        inner.Read();
        return Read(ref inner, typeToConvert, options);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, MessageQueue value, JsonSerializerOptions options)
    {
        using var buffer = new MemoryStream();
        using (var inner = new Utf8JsonWriter(buffer))
        {
            Write(inner, value, options);
        }

        writer.WritePropertyName(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
