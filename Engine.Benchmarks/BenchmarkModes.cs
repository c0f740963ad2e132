namespace Engine.Benchmarks;

/// <summary>All modes. A new one is one more entry.</summary>
internal static class BenchmarkModes
{
    internal static IReadOnlyList<BenchmarkMode> All { get; } =
    [
        new("list", "the names of all modes", ListAsync),
    ];

    internal static BenchmarkMode? Find(string name) => All.FirstOrDefault(mode => mode.Name == name);

    private static async Task<int> ListAsync(TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var mode in All)
            await output.WriteLineAsync(mode.Name.AsMemory(), cancellationToken).ConfigureAwait(false);

        return 0;
    }
}
