using System.Text;
using System.Text.Unicode;

namespace Engine.Admin.Messages;

/// <summary>A body as an operator reads it; pure.</summary>
internal static class BodyText
{
    /// <summary>Its first characters, no half of a surrogate pair among them; null when it is no text.</summary>
    public static string? Of(ReadOnlySpan<byte> body, int mostCharacters)
    {
        if (!Utf8.IsValid(body) || body.ContainsAnyInRange((byte)0, (byte)8))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(body);
        var end = Math.Min(text.Length, mostCharacters);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }
}
