using Engine.Admin;

namespace Dashboard.Clusters;

/// <summary>What both halves of a cluster say while it is not ready.</summary>
internal static class StartingCluster
{
    internal static AdminException Refusal(string name) =>
        new(AdminErrorKind.NotReady, $"The cluster '{name}' is starting or stopping; try again in a moment.");
}
