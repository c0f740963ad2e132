using Dashboard.Api.Problems;
using Dashboard.Exports;

namespace Dashboard.Api;

/// <summary>The forms that <c>?format=</c> offers.</summary>
internal static class ExportFormats
{
    public static ExportFormat Parse(string? format) => format switch
    {
        null or "" or "json" => ExportFormat.Json,
        "csv" => ExportFormat.Csv,
        "ndjson" => ExportFormat.Ndjson,
        _ => throw new InvalidBodyException("format", $"format '{Clip.Text(format)}' is unknown; there is: json, csv, ndjson"),
    };
}
