namespace Engine.Store;

/// <summary>A message became readable, or of a batch those that follow each other with the same tag.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="QueueId">Its queue.</param>
/// <param name="NewMaxOffset">Its queue offset + 1; of several, the last one's.</param>
/// <param name="TagsCode">Hash of its tag.</param>
/// <param name="StoreTimestamp">Milliseconds since 1970.</param>
internal readonly record struct MessageArrival(string Topic, int QueueId, long NewMaxOffset, long TagsCode, long StoreTimestamp);
