using System.Globalization;

namespace Engine.Protocol.Messages;

/// <summary>What a producer sends; mirrors <c>Message</c>.</summary>
public sealed record Message
{
    private static readonly IReadOnlyDictionary<string, string> NoProperties = new Dictionary<string, string>();

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The body, 1 byte to 4 MiB.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>One tag, by which consumers can filter.</summary>
    public string? Tags { get; init; }

    /// <summary>Business keys separated by blanks, by which the message can be found.</summary>
    public string? Keys { get; init; }

    /// <summary>A number of the user's own.</summary>
    public int Flag { get; init; }

    /// <summary>User properties; reserved names (see <see cref="MessageProperties.IsReserved"/>) are the engine's own business.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>0 for at once, or one of the broker's delay levels (1 to 18 by default).</summary>
    public int DelayLevel { get; init; }

    /// <summary>Whether the broker answers only after a synchronous flush or replica, where it is configured for one.</summary>
    public bool WaitStoreOk { get; init; } = true;

    /// <summary>User properties and the well-known ones this message's own fields stand for.</summary>
    /// <param name="uniqueKey">The id the producer gives it, if any.</param>
    /// <returns>A dictionary of the caller's own, in the order in which it is encoded.</returns>
    public Dictionary<string, string> ToProperties(string? uniqueKey = null)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [MessageProperties.WaitStoreOk] = WaitStoreOk ? "true" : "false",
        };
        AddUnlessEmpty(all, MessageProperties.Tags, Tags);
        AddUnlessEmpty(all, MessageProperties.Keys, Keys);
        AddUnlessEmpty(all, MessageProperties.DelayLevel, DelayLevel > 0 ? DelayLevel.ToString(CultureInfo.InvariantCulture) : null);
        foreach (var (name, value) in Properties)
        {
            all.TryAdd(name, value);
        }

        if (uniqueKey is not null)
        {
            all[MessageProperties.UniqueKey] = uniqueKey;
        }

        return all;
    }

    /// <summary>The property string to send.</summary>
    /// <param name="uniqueKey">The id the producer gives it, if any.</param>
    /// <returns>See <see cref="PropertyString"/>.</returns>
    public string ToPropertyString(string? uniqueKey = null) =>
        Properties.Count == 0 ? OwnPropertyString(uniqueKey) : PropertyString.Encode(ToProperties(uniqueKey));

    /// <summary>Adds the properties that its own fields stand for: every message that is sent comes by here.</summary>
    internal void AddOwnProperties(ref PropertyStringBuilder text, string? uniqueKey)
    {
        text.Add(MessageProperties.WaitStoreOk, WaitStoreOk ? "true" : "false");
        if (!string.IsNullOrEmpty(Tags))
        {
            text.Add(MessageProperties.Tags, Tags);
        }

        if (!string.IsNullOrEmpty(Keys))
        {
            text.Add(MessageProperties.Keys, Keys);
        }

        if (DelayLevel > 0)
        {
            text.Add(MessageProperties.DelayLevel, DelayLevel.ToString(CultureInfo.InvariantCulture));
        }

        if (uniqueKey is not null)
        {
            text.Add(MessageProperties.UniqueKey, uniqueKey);
        }
    }

    private string OwnPropertyString(string? uniqueKey)
    {
        var text = new PropertyStringBuilder(stackalloc char[PropertyString.LargestOnStack]);
        AddOwnProperties(ref text, uniqueKey);
        return text.Build();
    }

    private static void AddUnlessEmpty(Dictionary<string, string> all, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            all[name] = value;
        }
    }
}
