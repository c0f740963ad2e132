using System.Text;
using Dashboard.Api.Problems;
using Engine.Protocol.Messages;

namespace Dashboard.Api.Contracts;

/// <summary>A message to send, count times; the body as text or as base64.</summary>
internal sealed record SendContract(
    string? Body = null,
    string? BodyBase64 = null,
    string? Tags = null,
    string? Keys = null,
    IReadOnlyDictionary<string, string>? Properties = null,
    int? Count = null)
{
    // Stands for the id that the producer gives each message, which takes its place among the properties.
    private const string SampleId = "00000000000000000000000000000000";

    /// <summary>The message, or an <see cref="InvalidBodyException"/> that names the field RocketMQ would not take.</summary>
    public Message ToMessage(string topic)
    {
        foreach (var (name, value) in Properties ?? new Dictionary<string, string>())
        {
            RequireProperty(name, value);
        }

        RequireNoSeparator("tags", Tags);
        RequireNoSeparator("keys", Keys);
        var message = new Message
        {
            Topic = topic,
            Body = ToBytes(),
            Tags = Tags,
            Keys = Keys,
            Properties = Properties ?? new Dictionary<string, string>(),
        };
        var length = Encoding.UTF8.GetByteCount(message.ToPropertyString(SampleId));
        Require(
            length <= MessageLimits.MaxPropertiesBytes,
            "properties",
            $"tags, keys and properties take {length} bytes, at most {MessageLimits.MaxPropertiesBytes} are allowed (MESSAGE_ILLEGAL)");
        return message;
    }

    private static void RequireProperty(string name, string value)
    {
        var shown = Clip.Text(name);
        Require(
            name.Length > 0 && value.Length > 0, "properties", $"a property needs a name and a value; '{shown}' lacks one");
        Require(!MessageProperties.IsReserved(name), "properties", $"the property name '{shown}' is RocketMQ's own; choose another one");
        RequireNoSeparator("properties", name);
        RequireNoSeparator("properties", value);
    }

    private static void RequireNoSeparator(string field, string? text) => Require(
        text is null || !text.AsSpan().ContainsAny(PropertyString.NameValueSeparator, PropertyString.PropertySeparator),
        field,
        $"'{field}' contains the character U+0001 or U+0002, which separates properties");

    private static void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new InvalidBodyException(field, message);
        }
    }

    private byte[] ToBytes()
    {
        Require(Body is null != BodyBase64 is null, "body", "give either body (text) or bodyBase64, and not both");
        try
        {
            return Body is { } text ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(BodyBase64!);
        }
        catch (FormatException)
        {
            throw new InvalidBodyException("bodyBase64", "bodyBase64 is not base64");
        }
    }
}
