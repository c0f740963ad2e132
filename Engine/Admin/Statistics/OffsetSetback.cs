namespace Engine.Admin.Statistics;

/// <summary>A consumer offset went back.</summary>
/// <param name="From">The higher offset before.</param>
/// <param name="To">The lower offset after.</param>
/// <param name="At">When the lower one was first seen.</param>
internal readonly record struct OffsetSetback(long From, long To, DateTimeOffset At);
