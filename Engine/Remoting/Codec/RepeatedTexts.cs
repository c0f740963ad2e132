using System.Text;

namespace Engine.Remoting.Codec;

/// <summary>
/// Strings of headers that come again and again, as names of fields, topics, groups and small numbers: one object for each of the latest.
/// One table a thread, of a bounded size; a text that is not in it takes the place of another.
/// </summary>
internal static class RepeatedTexts
{
    private const int Slots = 512;
    private const int LongestBytes = 40;

    // What is no UTF-8 is refused, as by the reader of JSON itself.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [ThreadStatic]
    private static string?[]? _texts;

    /// <exception cref="FormatException">It is no UTF-8.</exception>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestBytes)
        {
            return Decode(utf8);
        }

        ref var slot = ref (_texts ??= new string?[Slots])[HashOf(utf8) % Slots];
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = Decode(utf8);
    }

    private static uint HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        foreach (var value in bytes)
        {
            hash = (hash * 31) + value;
        }

        return hash;
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("bytes that are no UTF-8", exception);
        }
    }
}
