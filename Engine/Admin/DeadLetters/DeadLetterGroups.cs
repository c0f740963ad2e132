namespace Engine.Admin.DeadLetters;

/// <summary>The groups with dead letters, over all brokers.</summary>
/// <param name="Groups">By name.</param>
/// <param name="Problems">What is missing in it, a sentence per broker that did not answer; empty when nothing is.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record DeadLetterGroups(IReadOnlyList<DeadLetterGroup> Groups, IReadOnlyList<string> Problems, DateTimeOffset SampledAt);
