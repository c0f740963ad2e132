using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Figures.Live;

/// <summary>
/// 64-bit numbers as decimal strings, for readers whose numbers are doubles; used for hub and REST alike (<c>longs=string</c>).
/// Nullable ones follow by themselves.
/// </summary>
internal sealed class LongsAsTextConverter : JsonConverter<long>
{
    // The sign and 19 digits.
    private const int LongestText = 20;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? long.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : reader.GetInt64();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
