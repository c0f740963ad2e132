namespace Dashboard.Exports;

/// <summary>Rows as a streamed answer in one of the forms.</summary>
internal static class ExportFile
{
    public static IResult Of<T>(
        ExportFormat format,
        string fileName,
        IReadOnlyList<ExportColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        bool longsAsText,
        CancellationToken cancellationToken) => format switch
        {
            ExportFormat.Csv => TypedResults.Stream(
                output => CsvExport.WriteAsync(output, columns, rows, cancellationToken), "text/csv; charset=utf-8", $"{fileName}.csv"),
            ExportFormat.Ndjson => TypedResults.Stream(
                output => JsonExport.WriteAsync(output, columns, rows, lines: true, longsAsText, cancellationToken),
                "application/x-ndjson",
                $"{fileName}.ndjson"),
            _ => TypedResults.Stream(
                output => JsonExport.WriteAsync(output, columns, rows, lines: false, longsAsText, cancellationToken),
                "application/json; charset=utf-8",
                $"{fileName}.json"),
        };
}
