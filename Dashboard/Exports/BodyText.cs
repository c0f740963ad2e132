using System.Text;
using System.Text.Unicode;

namespace Dashboard.Exports;

/// <summary>Bodies as text; pure.</summary>
internal static class BodyText
{
    private const int LongestCharacter = 4;

    /// <summary>
    /// The bytes as text, null when they are not valid UTF-8. Where they are the beginning of more, a character that the cut went through
    /// is left out.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> body, bool isCut = false)
    {
        for (var left = isCut ? LongestCharacter : 1; left > 0; left--)
        {
            if (Utf8.IsValid(body))
            {
                return Encoding.UTF8.GetString(body);
            }

            body = body.IsEmpty ? body : body[..^1];
        }

        return null;
    }
}
