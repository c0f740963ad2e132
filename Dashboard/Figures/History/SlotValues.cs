namespace Dashboard.Figures.History;

/// <summary>The figures of one slot of a tier.</summary>
/// <param name="Slot">Number of the slot since 1970.</param>
/// <param name="Values">What was recorded.</param>
internal readonly record struct SlotValues(long Slot, HistoryValues Values);
