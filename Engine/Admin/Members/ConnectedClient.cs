using Engine.Admin.Clusters;

namespace Engine.Admin.Members;

/// <summary>A client, and for each group it is a member of a broker that reaches it.</summary>
internal sealed record ConnectedClient(ClientView View, IReadOnlyDictionary<string, BrokerEndpoint> Brokers);
