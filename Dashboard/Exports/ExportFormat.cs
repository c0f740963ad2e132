namespace Dashboard.Exports;

/// <summary>Forms in which rows leave the console.</summary>
internal enum ExportFormat
{
    Json,

    /// <summary>RFC 4180, UTF-8, a header line, null as an empty field.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    Ndjson,
}
