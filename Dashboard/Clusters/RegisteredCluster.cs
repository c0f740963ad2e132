namespace Dashboard.Clusters;

/// <summary>A cluster of the configuration.</summary>
/// <param name="Gateway">Its reading half.</param>
/// <param name="Changer">Its changing half; null when it is read-only.</param>
internal sealed record RegisteredCluster(IClusterGateway Gateway, IClusterChanger? Changer);
