namespace Engine.Benchmarks;

/// <summary>One mode of the program: what it measures and how. It prints lines of <c>name value unit</c> and ends by itself.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Summary">One line for the reader of this list.</param>
/// <param name="RunAsync">Measures and prints; gives the exit code.</param>
internal sealed record BenchmarkMode(string Name, string Summary, Func<BenchmarkRun, CancellationToken, Task<int>> RunAsync);
