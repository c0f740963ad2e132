namespace Engine.Admin.Browsing;

/// <summary>What a search for messages found.</summary>
/// <param name="Messages">The newest first; their bodies cut when they are several.</param>
/// <param name="Problems">Why there may be more, a sentence per broker; empty when all was looked through.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record MessageFinds(IReadOnlyList<BrowsedMessage> Messages, IReadOnlyList<string> Problems, DateTimeOffset SampledAt);
