using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>
/// The properties of a message that was read, looked up in the record's own bytes: nothing is split or copied until somebody asks for it.
/// <see cref="With"/> lays a property over those of the record in a copy, <see cref="Layers"/> over these. Reads as
/// <see cref="PropertyString.Parse(ReadOnlySpan{byte})"/> does. Any thread.
/// </summary>
internal sealed class StoredProperties : IReadOnlyDictionary<string, string>
{
    /// <summary>Longer names are not RocketMQ's; they are looked up among all, split.</summary>
    private const int LongestQuickName = 64;

    private readonly ReadOnlyMemory<byte> _utf8;
    private PropertyLayer? _layers;
    private SplitProperties? _split;

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

    /// <summary>What lies over the record's properties, the last laid first; messages may share them.</summary>
    public PropertyLayer? Layers
    {
        get => Volatile.Read(ref _layers);
        set => Volatile.Write(ref _layers, value);
    }

    // Made twice when two ask at once: the same each time.
    private Dictionary<string, string> All =>
        Volatile.Read(ref _split) is { } split && split.Layers == Layers ? split.All : Split(Layers);

    public string this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The message has no property '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var layer = Layers; layer is not null; layer = layer.Below)
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
    public StoredProperties With(string name, string value) => new(_utf8, PropertyLayer.Over(Layers, name, value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string> Split(PropertyLayer? layers)
    {
        var all = PropertyString.Parse(_utf8.Span);
        Lay(layers, all);
        Volatile.Write(ref _split, new SplitProperties(layers, all));
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

    private sealed record SplitProperties(PropertyLayer? Layers, Dictionary<string, string> All);
}
