using Engine.Protocol;

namespace Engine.Admin.Resending;

/// <summary>Where a stored message lies.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">Its offset there.</param>
public readonly record struct StoredPlace(MessageQueue Queue, long Offset);
