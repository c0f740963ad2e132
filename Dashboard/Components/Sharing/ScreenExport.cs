using Dashboard.Exports;

namespace Dashboard.Components.Sharing;

/// <summary>What a page shows now, ready to be written as a file: the rows of the screen in their order.</summary>
public abstract class ScreenExport
{
    /// <summary>Name of the file without its ending.</summary>
    public abstract string FileName { get; }

    /// <summary>How many rows it has.</summary>
    public abstract int Rows { get; }

    /// <summary>Rows as they stand on the screen, under these columns; JSON may carry more.</summary>
    internal static ScreenExport Of<T>(
        string fileName, IReadOnlyList<ExportColumn<T>> columns, IReadOnlyList<T> rows, params IEnumerable<ExportColumn<T>> inJson) =>
        new Table<T>(fileName, columns, [.. columns, .. inJson], rows);

    /// <summary>Writes them as CSV or JSON.</summary>
    internal abstract Task WriteAsync(ExportFormat format, Stream output, CancellationToken cancellationToken);

    private sealed class Table<T>(
        string fileName,
        IReadOnlyList<ExportColumn<T>> columns,
        IReadOnlyList<ExportColumn<T>> jsonColumns,
        IReadOnlyList<T> rows) : ScreenExport
    {
        public override string FileName => fileName;

        public override int Rows => rows.Count;

        internal override Task WriteAsync(ExportFormat format, Stream output, CancellationToken cancellationToken) =>
            format == ExportFormat.Csv
                ? CsvExport.WriteAsync(output, columns, rows, cancellationToken)
                : JsonExport.WriteAsync(output, jsonColumns, rows, lines: false, longsAsText: false, cancellationToken);
    }
}
