namespace Dashboard.Clusters;

/// <summary>Where a cluster runs.</summary>
internal enum ClusterKind
{
    /// <summary>In this process.</summary>
    Embedded,

    /// <summary>Elsewhere, reached over the network.</summary>
    Remote,
}
