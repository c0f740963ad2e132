namespace Dashboard.Changes.Operations;

/// <summary>A queue whose messages nobody could read any more if it went.</summary>
/// <param name="Broker">Its broker.</param>
/// <param name="QueueId">Its number.</param>
/// <param name="Messages">How many would be hidden.</param>
/// <param name="Cause">Why they count as unread.</param>
/// <param name="Group">The group that has not read them; null when there is none.</param>
internal sealed record UnreadQueue(string Broker, int QueueId, long Messages, UnreadCause Cause, string? Group);
