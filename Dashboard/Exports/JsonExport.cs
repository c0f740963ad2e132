using System.Globalization;
using System.Text.Json;

namespace Dashboard.Exports;

/// <summary>Rows as a JSON array or as one object per line; unknown is null; flushed every 1,000 rows.</summary>
internal static class JsonExport
{
    private const int RowsPerFlush = 1000;

    /// <summary>Writes the rows; with <paramref name="longsAsText"/> 64-bit values are decimal strings.</summary>
    public static async Task WriteAsync<T>(
        Stream output,
        IReadOnlyList<ExportColumn<T>> columns,
        IEnumerable<T> rows,
        bool lines,
        bool longsAsText,
        CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        if (!lines)
        {
            writer.WriteStartArray();
        }

        var written = 0;
        foreach (var row in rows)
        {
            WriteRow(writer, columns, row, longsAsText);
            if (lines)
            {
                await writer.FlushAsync(cancellationToken);
                writer.Reset();
                await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            }
            else if (++written % RowsPerFlush == 0)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        if (!lines)
        {
            writer.WriteEndArray();
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static void WriteRow<T>(Utf8JsonWriter writer, IReadOnlyList<ExportColumn<T>> columns, T row, bool longsAsText)
    {
        writer.WriteStartObject();
        foreach (var column in columns)
        {
            writer.WritePropertyName(column.Name);
            WriteValue(writer, column.Value(row), longsAsText);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, bool longsAsText)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number when longsAsText: writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(Math.Round(number, 3)); break;
            case DateTimeOffset time: writer.WriteStringValue(time.UtcDateTime); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "no form for this type of value");
        }
    }
}
