namespace Engine.Client.Consuming.Processing;

/// <summary>How much of a queue is cached.</summary>
/// <param name="Messages">Messages, those in the listener included.</param>
/// <param name="Bytes">Body bytes.</param>
/// <param name="Span">Highest cached offset less the lowest, 0 when nothing is cached.</param>
internal readonly record struct CacheLoad(int Messages, long Bytes, long Span);
