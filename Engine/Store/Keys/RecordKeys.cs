using Engine.Protocol.Messages;

namespace Engine.Store.Keys;

/// <summary>
/// The keys in a record's property string: its unique id and the blank-separated words of KEYS. Of a repeated property the last one
/// counts, as in Java. Points into the record's bytes.
/// </summary>
internal readonly ref struct RecordKeys
{
    private const byte Blank = (byte)' ';

    private RecordKeys(ReadOnlySpan<byte> uniqueId, ReadOnlySpan<byte> words)
    {
        UniqueId = uniqueId;
        Words = words;
    }

    /// <summary>Value of UNIQ_KEY; empty for none.</summary>
    internal ReadOnlySpan<byte> UniqueId { get; }

    /// <summary>Value of KEYS; empty for none.</summary>
    internal ReadOnlySpan<byte> Words { get; }

    internal bool IsEmpty => UniqueId.IsEmpty && Words.IsEmpty;

    internal static RecordKeys Of(ReadOnlySpan<byte> properties)
    {
        ReadOnlySpan<byte> uniqueId = default, words = default;
        while (!properties.IsEmpty)
        {
            var end = properties.IndexOf((byte)PropertyString.PropertySeparator);
            var item = end < 0 ? properties : properties[..end];
            properties = end < 0 ? default : properties[(end + 1)..];
            TakeValue(item, "UNIQ_KEY\u0001"u8, ref uniqueId);
            TakeValue(item, "KEYS\u0001"u8, ref words);
        }

        return new RecordKeys(uniqueId, words);
    }

    /// <summary>Takes the next word off the value of KEYS.</summary>
    internal static bool TryTakeWord(ref ReadOnlySpan<byte> words, out ReadOnlySpan<byte> word)
    {
        words = words.TrimStart(Blank);
        var end = words.IndexOf(Blank);
        word = end < 0 ? words : words[..end];
        words = words[word.Length..];
        return !word.IsEmpty;
    }

    /// <summary>Whether a key is among them.</summary>
    internal bool Contains(ReadOnlySpan<byte> key, bool onlyUniqueId)
    {
        if (UniqueId.SequenceEqual(key))
        {
            return true;
        }

        var words = onlyUniqueId ? default : Words;
        while (TryTakeWord(ref words, out var word))
        {
            if (word.SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    private static void TakeValue(ReadOnlySpan<byte> item, ReadOnlySpan<byte> nameAndSeparator, ref ReadOnlySpan<byte> value)
    {
        if (item.Length > nameAndSeparator.Length && item.StartsWith(nameAndSeparator))
        {
            value = item[nameAndSeparator.Length..];
        }
    }
}
