using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dashboard.Exports;

/// <summary>Rows as CSV (RFC 4180, CRLF); flushed every 1,000 rows so that large exports stream.</summary>
internal static class CsvExport
{
    private const int RowsPerFlush = 1000;

    // Spreadsheets run a cell that begins so as a formula; a quote in front keeps it text.
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r'];

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("%|-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static async Task WriteAsync<T>(
        Stream output,
        IReadOnlyList<ExportColumn<T>> columns,
        IEnumerable<T> rows,
        CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await using var csv = await BeginAsync(writer, columns);
        var written = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteRowAsync(csv, columns, row, ++written);
        }
    }

    /// <summary>The same for rows that come by and by.</summary>
    public static async Task WriteAsync<T>(
        Stream output,
        IReadOnlyList<ExportColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await using var csv = await BeginAsync(writer, columns);
        var written = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await WriteRowAsync(csv, columns, row, ++written);
        }
    }

    private static async Task<CsvWriter> BeginAsync<T>(StreamWriter writer, IReadOnlyList<ExportColumn<T>> columns)
    {
        var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }

        await csv.NextRecordAsync();
        return csv;
    }

    private static async ValueTask WriteRowAsync<T>(CsvWriter csv, IReadOnlyList<ExportColumn<T>> columns, T row, int written)
    {
        foreach (var column in columns)
        {
            csv.WriteField(Text(column.Value(row)));
        }

        await csv.NextRecordAsync();
        if (written % RowsPerFlush == 0)
        {
            await csv.FlushAsync();
        }
    }

    // A name of RocketMQ may begin with a dash and must come back as it is; it has no character that a formula would need.
    private static bool IsFormula(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0]) && !(text[0] == '-' && !text.AsSpan().ContainsAnyExcept(NameCharacters));

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => IsFormula(text) ? "'" + text : text,
        DateTimeOffset time => IsoTime.Text(time),
        double number => Math.Round(number, 3).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
