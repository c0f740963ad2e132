using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Figures.Live;

/// <summary>The last, optional argument of a watch.</summary>
/// <param name="Longs">"string" for 64-bit numbers as decimal strings, "number" or nothing for JSON numbers.</param>
internal sealed record WatchSettings(string? Longs)
{
    internal static bool LongsAsText(WatchSettings? settings) => settings?.Longs switch
    {
        null or "number" => false,
        "string" => true,
        var other => throw new HubException($"longs: '{other}' is neither number nor string."),
    };
}
