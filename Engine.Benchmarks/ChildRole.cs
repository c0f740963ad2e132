namespace Engine.Benchmarks;

/// <summary>Work that a mode starts as a process of its own, to be killed or to be measured from outside.</summary>
/// <param name="Name">The word behind <c>child</c>.</param>
/// <param name="RunAsync">Does it; its words are those behind the name. Cancelled when the parent is gone.</param>
internal sealed record ChildRole(string Name, Func<BenchmarkRun, ParentLink, CancellationToken, Task> RunAsync);
