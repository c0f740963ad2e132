namespace Engine.Hosting;

/// <summary>Several addresses in one text, as RocketMQ's namesrvAddr. Pure.</summary>
internal static class NameServerList
{
    /// <summary>The addresses in their order, each once.</summary>
    public static IReadOnlyList<string> Split(string? addresses) =>
    [
        .. (addresses ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
