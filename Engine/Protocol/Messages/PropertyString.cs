using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>
/// The property string of a record: <c>name U+0001 value U+0002 name U+0001 value</c>, without a separator at the end as 4.9 writes it;
/// with or without one when reading. Mirrors <c>MessageDecoder#messageProperties2String</c> and <c>#string2messageProperties</c>.
/// </summary>
public static class PropertyString
{
    /// <summary>Between a name and its value.</summary>
    public const char NameValueSeparator = '\u0001';

    /// <summary>Between two properties.</summary>
    public const char PropertySeparator = '\u0002';

    internal const int LargestOnStack = 512;

    /// <summary>Joins properties in the order given; null values are left out.</summary>
    /// <param name="properties">Names and values.</param>
    /// <returns>The property string.</returns>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var text = new PropertyStringBuilder(stackalloc char[LargestOnStack]);
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                text.Add(name, value);
            }
        }

        return text.Build();
    }

    /// <summary>Splits a property string. Items without a name or a value are ignored; of a repeated name the last one counts.</summary>
    /// <param name="text">The property string.</param>
    /// <returns>The properties, in a dictionary of the caller's own.</returns>
    public static Dictionary<string, string> Parse(ReadOnlySpan<char> text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in text.Split(PropertySeparator))
        {
            var item = text[range];
            var split = item.IndexOf(NameValueSeparator);
            if (split > 0 && split < item.Length - 1)
            {
                properties[item[..split].ToString()] = item[(split + 1)..].ToString();
            }
        }

        return properties;
    }

    /// <summary>Splits the UTF-8 form of a property string.</summary>
    /// <param name="utf8">The bytes as stored.</param>
    /// <returns>The properties.</returns>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> utf8)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in utf8.Split((byte)PropertySeparator))
        {
            var item = utf8[range];
            var split = item.IndexOf((byte)NameValueSeparator);
            if (split > 0 && split < item.Length - 1)
            {
                properties[Encoding.UTF8.GetString(item[..split])] = Encoding.UTF8.GetString(item[(split + 1)..]);
            }
        }

        return properties;
    }

    /// <summary>Sets a property in a property string: an existing one of that name is replaced, a new one goes to the end.</summary>
    /// <param name="text">The property string, possibly empty.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, not empty.</param>
    /// <returns>The new property string.</returns>
    public static string With(string text, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return With(text.AsSpan(), name, value);
    }

    /// <summary>Takes one property out and sets another, in one string.</summary>
    internal static string With(string text, string name, string value, string without)
    {
        Span<char> room = text.Length <= LargestOnStack ? stackalloc char[LargestOnStack] : new char[text.Length];
        return With(room[..CopyWithout(text, without, room)], name, value);
    }

    private static string With(ReadOnlySpan<char> text, string name, string value)
    {
        var longest = text.Length + name.Length + value.Length + 2;
        Span<char> room = longest <= LargestOnStack ? stackalloc char[LargestOnStack] : new char[longest];
        var length = CopyWithout(text, name, room);
        if (length > 0)
        {
            room[length++] = PropertySeparator;
        }

        name.CopyTo(room[length..]);
        room[length + name.Length] = NameValueSeparator;
        value.CopyTo(room[(length + name.Length + 1)..]);
        return new string(room[..(length + name.Length + 1 + value.Length)]);
    }

    /// <summary>Takes a property out of a property string.</summary>
    /// <param name="text">The property string, possibly empty.</param>
    /// <param name="name">The name.</param>
    /// <returns>The string without it, without a separator at the end.</returns>
    public static string Without(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        Span<char> room = text.Length <= LargestOnStack ? stackalloc char[LargestOnStack] : new char[text.Length];
        var length = CopyWithout(text, name, room);
        return length == text.Length ? text : new string(room[..length]);
    }

    /// <summary>Finds one property without splitting the others. Allocates nothing.</summary>
    /// <param name="text">The property string.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">A slice of <paramref name="text"/>.</param>
    /// <returns>False when the property is absent or its value empty.</returns>
    public static bool TryGetValue(ReadOnlySpan<char> text, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        foreach (var range in text.Split(PropertySeparator))
        {
            var item = text[range];
            if (item.Length > name.Length + 1 && item[name.Length] == NameValueSeparator && item.StartsWith(name))
            {
                value = item[(name.Length + 1)..];
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// Finds the last property of a name in the UTF-8 form, the one that counts for <see cref="Parse(ReadOnlySpan{byte})"/>. Allocates
    /// nothing.
    /// </summary>
    /// <param name="utf8">The bytes as stored.</param>
    /// <param name="utf8Name">The name in UTF-8.</param>
    /// <param name="value">A slice of <paramref name="utf8"/>.</param>
    /// <returns>False when the property is absent or its values empty.</returns>
    internal static bool TryGetLastValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> utf8Name, out ReadOnlySpan<byte> value)
    {
        for (var rest = utf8; !rest.IsEmpty && !utf8Name.IsEmpty;)
        {
            var item = rest[(rest.LastIndexOf((byte)PropertySeparator) + 1)..];
            if (item.Length > utf8Name.Length + 1 && item[utf8Name.Length] == NameValueSeparator && item.StartsWith(utf8Name))
            {
                value = item[(utf8Name.Length + 1)..];
                return true;
            }

            rest = rest[..Math.Max(0, rest.Length - item.Length - 1)];
        }

        value = default;
        return false;
    }

    /// <summary>Finds one property in the UTF-8 form without splitting the others. Allocates nothing.</summary>
    /// <param name="utf8">The bytes as stored.</param>
    /// <param name="utf8Name">The name in UTF-8.</param>
    /// <param name="value">A slice of <paramref name="utf8"/>.</param>
    /// <returns>False when the property is absent or its value empty.</returns>
    public static bool TryGetValue(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> utf8Name, out ReadOnlySpan<byte> value)
    {
        foreach (var range in utf8.Split((byte)PropertySeparator))
        {
            var item = utf8[range];
            if (item.Length > utf8Name.Length + 1 && item[utf8Name.Length] == NameValueSeparator && item.StartsWith(utf8Name))
            {
                value = item[(utf8Name.Length + 1)..];
                return true;
            }
        }

        value = default;
        return false;
    }

    // Without a separator at the end, whether or not there was one.
    private static int CopyWithout(ReadOnlySpan<char> text, ReadOnlySpan<char> name, Span<char> target)
    {
        var (length, isFirst) = (0, true);
        foreach (var range in (text is [.. var front, PropertySeparator] ? front : text).Split(PropertySeparator))
        {
            var item = text[range];
            if (item.Length > name.Length && item[name.Length] == NameValueSeparator && item.StartsWith(name))
            {
                continue;
            }

            if (!isFirst)
            {
                target[length++] = PropertySeparator;
            }

            isFirst = false;
            item.CopyTo(target[length..]);
            length += item.Length;
        }

        return length;
    }
}
