namespace Engine.Benchmarks.Storing;

/// <summary>Figures that are measured together.</summary>
/// <param name="Name">The word behind <c>store</c> that chooses it.</param>
/// <param name="FillsPages">Whether it writes so much that the page cache should be warm.</param>
/// <param name="MeasureAsync">Measures and prints.</param>
internal sealed record StoreFamily(string Name, bool FillsPages, Func<StoreRun, CancellationToken, Task> MeasureAsync);
