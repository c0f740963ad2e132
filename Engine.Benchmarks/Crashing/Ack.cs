namespace Engine.Benchmarks.Crashing;

/// <summary>One acknowledgment that a sender has seen.</summary>
/// <param name="Kind">What was acknowledged.</param>
/// <param name="Call">The sender's call.</param>
/// <param name="QueueOffset">Queue offset of its first message.</param>
/// <param name="PhysicalOffset">Log offset of its first message.</param>
internal readonly record struct Ack(AckKind Kind, int Call, long QueueOffset, long PhysicalOffset);
