namespace Engine.Benchmarks;

/// <summary>What a mode is given.</summary>
/// <param name="Arguments">The words behind its name.</param>
/// <param name="Output">Where figures go, and nothing else.</param>
/// <param name="Notes">Where everything for people goes.</param>
internal sealed record BenchmarkRun(IReadOnlyList<string> Arguments, TextWriter Output, TextWriter Notes);
