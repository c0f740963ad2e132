namespace Engine.Admin.Browsing;

/// <summary>Messages of a topic by store time, both ends included.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="From">Not older; null from the oldest stored on.</param>
/// <param name="To">Not younger; null up to the newest.</param>
public sealed record MessageRange(string Topic, DateTimeOffset? From, DateTimeOffset? To);
