using System.Text;

namespace Engine.Store.Keys;

/// <summary>
/// The hash of <c>topic#key</c>: Java's String.hashCode of its UTF-16 code units, made not negative. Can be built up part by part, from
/// UTF-8 without decoding it. Mirrors <c>IndexFile#indexKeyHashMethod</c>. Pure, allocates nothing.
/// </summary>
internal static class KeyHash
{
    private const int P1 = 31;
    private const int P2 = P1 * P1;
    private const int P3 = P2 * P1;
    private const int P4 = P3 * P1;

    /// <summary>The hash of a whole key.</summary>
    internal static int Of(ReadOnlySpan<byte> utf8Topic, ReadOnlySpan<byte> utf8Key) => Finish(Extend(OfTopic(utf8Topic), utf8Key));

    /// <summary>What the hashes of all keys of a topic begin with.</summary>
    internal static int OfTopic(ReadOnlySpan<byte> utf8Topic) => Extend(Extend(0, utf8Topic), "#"u8);

    internal static int Finish(int hash) => hash == int.MinValue ? 0 : Math.Abs(hash);

    internal static int Extend(int hash, ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? ExtendAscii(hash, utf8) : ExtendAny(hash, utf8);

    // Four at a time: each step would otherwise wait for the multiplication of the one before.
    private static int ExtendAscii(int hash, ReadOnlySpan<byte> ascii)
    {
        unchecked
        {
            while (ascii.Length >= 4)
            {
                hash = (hash * P4) + (ascii[0] * P3) + (ascii[1] * P2) + (ascii[2] * P1) + ascii[3];
                ascii = ascii[4..];
            }

            foreach (var unit in ascii)
            {
                hash = (hash * P1) + unit;
            }

            return hash;
        }
    }

    private static int ExtendAny(int hash, ReadOnlySpan<byte> utf8)
    {
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            // What is no UTF-8 counts as U+FFFD, as in Java.
            Rune.DecodeFromUtf8(utf8, out var rune, out var taken);
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                hash = unchecked((hash * P1) + unit);
            }

            utf8 = utf8[taken..];
        }

        return hash;
    }
}
