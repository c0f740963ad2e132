namespace Engine.Admin.DeadLetters;

/// <summary>Some of a group's dead letters, the newest first.</summary>
/// <param name="Group">Group name.</param>
/// <param name="Total">Dead letters stored on the brokers that answered.</param>
/// <param name="Messages">At most as many as were asked for.</param>
/// <param name="Older">Where the next page begins; null when this is the last one.</param>
/// <param name="Problems">What is missing in it, a sentence per broker; empty when nothing is.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record DeadLetterPage(
    string Group,
    long Total,
    IReadOnlyList<DeadLetter> Messages,
    string? Older,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt);
