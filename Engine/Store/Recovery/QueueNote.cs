namespace Engine.Store.Recovery;

/// <summary>What the catalog keeps of a queue.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="QueueId">Its number.</param>
/// <param name="First">Queue offset at which its first file begins.</param>
/// <param name="Max">Its next queue offset.</param>
internal readonly record struct QueueNote(string Topic, int QueueId, long First, long Max);
