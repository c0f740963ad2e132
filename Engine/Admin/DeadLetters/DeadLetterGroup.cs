namespace Engine.Admin.DeadLetters;

/// <summary>A group that has dead letters.</summary>
/// <param name="Group">Group name.</param>
/// <param name="Topic">Its topic, %DLQ% and the group's name.</param>
/// <param name="Messages">Dead letters still stored.</param>
/// <param name="LastStoredAt">When the newest came; null when none is stored any more.</param>
public sealed record DeadLetterGroup(string Group, string Topic, long Messages, DateTimeOffset? LastStoredAt);
