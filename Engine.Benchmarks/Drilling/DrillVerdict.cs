namespace Engine.Benchmarks.Drilling;

/// <summary>What became of the messages of a run.</summary>
/// <param name="Lost">Acknowledged messages that no listener completed.</param>
/// <param name="Duplicates">Completions of a message behind its first.</param>
/// <param name="Moved">Those of them that another member completed: its queue had changed hands.</param>
/// <param name="Unexplained">Those of the duplicates that were not in flight any more.</param>
/// <param name="LongestGap">From a message's acknowledgement to its first delivery, the longest.</param>
internal sealed record DrillVerdict(int Lost, int Duplicates, int Moved, int Unexplained, TimeSpan LongestGap);
