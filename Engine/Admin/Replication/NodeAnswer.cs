using Engine.Protocol.Bodies;

namespace Engine.Admin.Replication;

/// <summary>What one process of a broker says of its replication.</summary>
/// <param name="Status">Its answer to 907; null where it does not know that.</param>
/// <param name="LogEnd">End of its log; null when it does not say.</param>
/// <param name="Role">brokerRole of its settings; null when it does not say.</param>
internal sealed record NodeAnswer(BrokerHaStatusBody? Status, long? LogEnd, string? Role);
