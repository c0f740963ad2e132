using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>
/// The hash of a tag as consume queues and subscriptions hold it: Java's <c>String.hashCode</c>, sign-extended; 0 for no tag.
/// Mirrors <c>MessageExtBrokerInner#tagsString2tagsCode</c>.
/// </summary>
public static class TagCode
{
    /// <summary>The code of a tag.</summary>
    /// <param name="tag">The tag; empty means none.</param>
    /// <returns>The code.</returns>
    public static long Of(ReadOnlySpan<char> tag) => JavaHash(tag);

    /// <summary>The code of a tag in UTF-8, without allocation for the usual lengths.</summary>
    /// <param name="utf8Tag">The tag; empty means none.</param>
    /// <returns>The code.</returns>
    public static long Of(ReadOnlySpan<byte> utf8Tag)
    {
        if (utf8Tag.Length > 512)
        {
            return JavaHash(Encoding.UTF8.GetString(utf8Tag));
        }

        Span<char> characters = stackalloc char[512];
        return JavaHash(characters[..Encoding.UTF8.GetChars(utf8Tag, characters)]);
    }

    /// <summary>Java's <c>String.hashCode</c>: h = 31·h + UTF-16 code unit in 32 bits.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The hash.</returns>
    public static int JavaHash(ReadOnlySpan<char> text)
    {
        var hash = 0;
        foreach (var unit in text)
        {
            hash = unchecked((31 * hash) + unit);
        }

        return hash;
    }
}
