namespace Engine.Benchmarks.Soaking;

/// <summary>What became of the messages of a run.</summary>
/// <param name="Lost">Acknowledged messages that no listener completed.</param>
/// <param name="Redelivered">Times that a place of a queue was handed to a listener once more.</param>
/// <param name="Duplicates">Completions of a message behind its first.</param>
/// <param name="Unexplained">Those of them that at-least-once does not allow.</param>
internal sealed record SoakVerdict(int Lost, int Redelivered, int Duplicates, int Unexplained);
