namespace Engine.Benchmarks.Drilling;

/// <summary>One message in one listener call.</summary>
/// <param name="Began">Time stamp of its begin.</param>
/// <param name="Ended">Time stamp of its end.</param>
/// <param name="Place">Queue and offset.</param>
/// <param name="Member">Number of the consumer.</param>
internal readonly record struct DrillDelivery(long Began, long Ended, string Place, int Member);
