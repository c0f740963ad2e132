namespace Dashboard.Figures.Sampling;

/// <summary>Drawn before a read: a read that began earlier never overwrites one that began later.</summary>
/// <param name="Number">Grows with each read of the cluster.</param>
/// <param name="TakenAt">Timestamp of the clock, by which freshness is judged.</param>
internal readonly record struct Ticket(long Number, long TakenAt);
