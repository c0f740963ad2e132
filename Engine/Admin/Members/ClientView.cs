using System.Collections.Frozen;

namespace Engine.Admin.Members;

/// <summary>One connected client: a consumer of some groups, a producer, or both. Mirrors RocketMQ's Connection and ProducerInfo.</summary>
/// <param name="ClientId">Client id.</param>
/// <param name="Address">"ip:port" of its channel at the broker that was heard first.</param>
/// <param name="Language">Implementation language.</param>
/// <param name="Version">RocketMQ version name it speaks.</param>
/// <param name="LastHeartbeat">The newest at any broker, by the broker's clock; null when no broker says.</param>
/// <param name="Memberships">Groups it consumes in, by name.</param>
/// <param name="ProducerGroups">Groups it produces in, by name.</param>
public sealed record ClientView(
    string ClientId,
    string Address,
    string Language,
    string Version,
    DateTimeOffset? LastHeartbeat,
    IReadOnlyList<ClientMembership> Memberships,
    IReadOnlyList<string> ProducerGroups)
{
    /// <summary>Names of the brokers that know it as a producer, by group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ProducerBrokers { get; init; } =
        FrozenDictionary<string, IReadOnlyList<string>>.Empty;
}
