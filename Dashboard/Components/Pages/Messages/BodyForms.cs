using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Exports;

namespace Dashboard.Components.Pages.Messages;

/// <summary>A body as text, as indented JSON and as hex, each up to a bound; pure.</summary>
internal static class BodyForms
{
    public const int MostTextBytes = 64 * 1024;
    public const int MostHexBytes = 4 * 1024;

    private const int BytesPerLine = 16;
    private const int FirstBytes = 200;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The form that says most of it.</summary>
    public static BodyForm Best(ReadOnlyMemory<byte> body) =>
        Json(body) is not null ? BodyForm.Json : Text(body.Span) is not null ? BodyForm.Text : BodyForm.Hex;

    /// <summary>How many bytes a form shows at most.</summary>
    public static int MostBytes(BodyForm form) => form == BodyForm.Hex ? MostHexBytes : MostTextBytes;

    /// <summary>Null when the form is none of this body.</summary>
    public static string? Show(ReadOnlyMemory<byte> body, BodyForm form) => form switch
    {
        BodyForm.Text => Text(body.Span),
        BodyForm.Json => Json(body),
        _ => Hex(body.Span),
    };

    /// <summary>The beginning on one line, for a table; null when it is no text.</summary>
    public static string? FirstLine(ReadOnlySpan<byte> body)
    {
        var isCut = body.Length > FirstBytes;
        return IsText(BodyText.Of(body[..Math.Min(body.Length, FirstBytes)], isCut))?.ReplaceLineEndings(" ");
    }

    private static string? Text(ReadOnlySpan<byte> body)
    {
        var isCut = body.Length > MostTextBytes;
        return IsText(BodyText.Of(body[..Math.Min(body.Length, MostTextBytes)], isCut));
    }

    private static string? IsText(string? text) =>
        text?.AsSpan().ContainsAnyInRange('\0', '\b') == true ? null : text;

    private static string? Json(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || body.Length > MostTextBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                return null;
            }

            using var output = new MemoryStream();
            using (var writer = new Utf8JsonWriter(output, Indented))
            {
                document.RootElement.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(output.ToArray());
        }
        catch (JsonException)
        {
            // No JSON: it has other forms.
            return null;
        }
    }

    private static string Hex(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder();
        var end = Math.Min(body.Length, MostHexBytes);
        for (var at = 0; at < end; at += BytesPerLine)
        {
            var line = body[at..Math.Min(end, at + BytesPerLine)];
            text.Append(CultureInfo.InvariantCulture, $"{at:x6}  ");
            for (var index = 0; index < BytesPerLine; index++)
            {
                text.Append(index < line.Length ? line[index].ToString("x2", CultureInfo.InvariantCulture) : "  ").Append(' ');
            }

            text.Append(' ');
            foreach (var value in line)
            {
                text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
