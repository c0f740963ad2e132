namespace Dashboard.Exports;

/// <summary>One column of an export: its name and how to take its value from a row.</summary>
internal sealed record ExportColumn<T>(string Name, Func<T, object?> Value);
