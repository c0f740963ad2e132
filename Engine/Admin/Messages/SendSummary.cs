using Engine.Client.Producing;

namespace Engine.Admin.Messages;

/// <summary>Result of sending one or many.</summary>
/// <param name="Sent">Stored messages.</param>
/// <param name="Failed">Messages not stored.</param>
/// <param name="Last">Result of the last stored one; null when none was.</param>
/// <param name="Error">Why the last failed one failed; null when none did.</param>
public sealed record SendSummary(int Sent, int Failed, SendResult? Last, string? Error);
