using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace Dashboard.Exports;

/// <summary>Rows as a JSON array or as one object per line; unknown is null; flushed every 1,000 rows.</summary>
internal static class JsonExport
{
    private const int RowsPerFlush = 1000;

    /// <summary>Writes the rows; with <paramref name="longsAsText"/> 64-bit values are decimal strings.</summary>
    public static Task WriteAsync<T>(
        Stream output,
        IReadOnlyList<ExportColumn<T>> columns,
        IEnumerable<T> rows,
        bool lines,
        bool longsAsText,
        CancellationToken cancellationToken) =>
        WriteAsync(output, columns, rows.ToAsyncEnumerable(), lines, longsAsText, cancellationToken);

    /// <summary>The same of rows that come one after the other.</summary>
    public static async Task WriteAsync<T>(
        Stream output,
        IReadOnlyList<ExportColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        bool lines,
        bool longsAsText,
        CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(pipe, new JsonWriterOptions { SkipValidation = true });
        if (!lines)
        {
            writer.WriteStartArray();
        }

        var written = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            WriteRow(writer, columns, row, longsAsText);
            if (lines)
            {
                EndLine(writer, pipe);
            }

            if (++written % RowsPerFlush == 0)
            {
                writer.Flush();
                await pipe.FlushAsync(cancellationToken);
            }
        }

        if (!lines)
        {
            writer.WriteEndArray();
        }

        writer.Flush();
        await pipe.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
    }

    private static void EndLine(Utf8JsonWriter writer, PipeWriter pipe)
    {
        writer.Flush();
        writer.Reset();
        pipe.Write("\n"u8);
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
            case DateTimeOffset time: writer.WriteStringValue(IsoTime.Text(time)); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "no form for this type of value");
        }
    }
}
