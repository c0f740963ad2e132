using Engine.Benchmarks.Running;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Storing;

/// <summary>What the figures of one run of the store mode share.</summary>
internal sealed record StoreRun(WorkFolder Folder, FigureWriter Figures, TextWriter Notes, ILoggerFactory Loggers)
{
    /// <summary>Opens a store with a broker's options in a part of the folder.</summary>
    internal Task<MessageStore> OpenAsync(string name, CancellationToken ct) =>
        BenchmarkStores.OpenAsync(BenchmarkStores.OptionsFor(Folder.Sub(name)), Loggers, ct);

    internal void Note(FormattableString note) => Notes.WriteLine("  " + FormattableString.Invariant(note));
}
