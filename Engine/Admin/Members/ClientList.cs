namespace Engine.Admin.Members;

/// <summary>Connected clients over all brokers.</summary>
/// <param name="Clients">By client id.</param>
/// <param name="Problems">What is missing in it, a sentence per broker that did not answer; empty when nothing is.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record ClientList(IReadOnlyList<ClientView> Clients, IReadOnlyList<string> Problems, DateTimeOffset SampledAt);
