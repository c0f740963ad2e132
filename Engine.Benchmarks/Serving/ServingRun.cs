using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Serving;

/// <summary>What the figures of the console share.</summary>
/// <param name="Dll">The built Dashboard.dll.</param>
/// <param name="Chromium">The browser; null when there is none.</param>
/// <param name="Folder">Where data goes.</param>
/// <param name="Figures">Where figures go.</param>
/// <param name="Notes">Where everything for people goes.</param>
internal sealed record ServingRun(string Dll, string? Chromium, WorkFolder Folder, FigureWriter Figures, TextWriter Notes)
{
    internal const string Cluster = "embedded";

    /// <summary>A console over the data of that name, new when there is none, that takes messages.</summary>
    internal async Task<ServedConsole> StartAsync(string name, CancellationToken ct)
    {
        var console = ServedConsole.Start(Dll, Folder.Sub(name));
        await console.WhenReadyAsync(ct).ConfigureAwait(false);
        return console;
    }
}
