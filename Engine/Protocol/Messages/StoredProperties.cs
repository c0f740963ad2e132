using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>
/// The properties of a message that was read, looked up in the record's own bytes: nothing is split or copied until somebody asks for it.
/// Immutable; <see cref="With"/> lays a property over those of the record. Reads as <see cref="PropertyString.Parse(ReadOnlySpan{byte})"/>
/// does.
/// </summary>
internal sealed class StoredProperties : IReadOnlyDictionary<string, string>
{
    /// <summary>Longer names are not RocketMQ's; they are looked up among all, split.</summary>
    private const int LongestQuickName = 64;

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly PropertyLayer? _layers;
    private Dictionary<string, string>? _all;

    /// <param name="utf8">A property string in UTF-8, which must not change any more.</param>
    /// <param name="layers">Properties that lie over those of the string; messages may share them.</param>
    public StoredProperties(ReadOnlyMemory<byte> utf8, PropertyLayer? layers = null)
    {
        _utf8 = utf8;
        _layers = layers;
    }

    public int Count => All.Count;

    public IEnumerable<string> Keys => All.Keys;

    public IEnumerable<string> Values => All.Values;

    // Made twice when two ask at once: the same each time.
    private Dictionary<string, string> All => Volatile.Read(ref _all) ?? Split();

    public string this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The message has no property '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var layer = _layers; layer is not null; layer = layer.Below)
        {
            if (layer.Name == key)
            {
                value = layer.Value;
                return true;
            }
        }

        if (key.Length > LongestQuickName)
        {
            return All.TryGetValue(key, out value);
        }

        Span<byte> name = stackalloc byte[LongestQuickName * 3];
        var found = PropertyString.TryGetLastValue(_utf8.Span, name[..Encoding.UTF8.GetBytes(key, name)], out var bytes);
        value = found ? Encoding.UTF8.GetString(bytes) : null;
        return found;
    }

    /// <summary>The same properties, in their encoded form.</summary>
    public static StoredProperties Of(IEnumerable<KeyValuePair<string, string>> properties) =>
        new(Encoding.UTF8.GetBytes(PropertyString.Encode(properties)));

    /// <summary>The same with a property added, or set anew.</summary>
    public StoredProperties With(string name, string value) => new(_utf8, PropertyLayer.Over(_layers, name, value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string> Split()
    {
        var all = PropertyString.Parse(_utf8.Span);
        Lay(_layers, all);
        Volatile.Write(ref _all, all);
        return all;
    }

    private static void Lay(PropertyLayer? layer, Dictionary<string, string> all)
    {
        if (layer is not null)
        {
            Lay(layer.Below, all);
            all[layer.Name] = layer.Value;
        }
    }
}
