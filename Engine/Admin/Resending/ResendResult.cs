namespace Engine.Admin.Resending;

/// <summary>What became of one message that was to be sent to a group again.</summary>
/// <param name="Place">The message, which stays where it is.</param>
/// <param name="MessageId">Its id, which the copy keeps; null when it was not found.</param>
/// <param name="Copy">Where the copy lies, in the group's retry topic; null when none was stored.</param>
/// <param name="Error">Why none was stored; null when one was.</param>
public sealed record ResendResult(StoredPlace Place, string? MessageId, StoredPlace? Copy, string? Error);
