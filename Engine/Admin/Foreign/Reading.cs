namespace Engine.Admin.Foreign;

/// <summary>What was last read of one thing.</summary>
/// <param name="Value">The newest answer; null when there was none yet.</param>
/// <param name="ReadAt">When it was asked for.</param>
/// <param name="Turn">Rises with each turn: the lowest was tried the longest time ago.</param>
/// <param name="Problem">Why the last attempt gave none; null when it did.</param>
internal sealed record Reading<T>(T? Value, DateTimeOffset ReadAt, long Turn, string? Problem)
    where T : class;
