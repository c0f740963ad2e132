namespace Engine.Admin.Browsing;

/// <summary>Some messages of a topic, the newest first.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Total">Offsets in the range on the brokers that answered.</param>
/// <param name="Messages">At most as many as were asked for, their bodies cut.</param>
/// <param name="Older">Where the next page begins; null when this is the last one.</param>
/// <param name="Problems">What is missing in it, a sentence per broker or queue; empty when nothing is.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record MessagePage(
    string Topic,
    long Total,
    IReadOnlyList<BrowsedMessage> Messages,
    string? Older,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt);
