using Dashboard.Clusters;
using Engine.Admin;

namespace Dashboard.Changes.Operations;

/// <summary>The changing half of a cluster, or the reason why there is none.</summary>
internal sealed class ClusterChangers(ClusterRegistry clusters)
{
    public IClusterChanger Require(string cluster)
    {
        clusters.Get(cluster);
        return clusters.FindChanger(cluster)
            ?? throw new AdminException(AdminErrorKind.Conflict, $"cluster '{cluster}' is read-only (Console:Clusters:N:ReadOnly)");
    }
}
