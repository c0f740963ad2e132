using Engine.Admin.Resending;

namespace Engine.Admin.Messages;

/// <summary>What lies at a place.</summary>
/// <param name="Place">Where it was looked.</param>
/// <param name="Message">The message; null when none is stored there, or when it could not be read.</param>
/// <param name="Problem">Why it could not be read; null when it could.</param>
public sealed record MessageAtPlace(StoredPlace Place, StoredMessage? Message, string? Problem);
