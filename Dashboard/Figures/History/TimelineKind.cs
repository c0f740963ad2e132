namespace Dashboard.Figures.History;

/// <summary>What happened to a group, or to a node. The numbers are stored.</summary>
public enum TimelineKind
{
    /// <summary>A member came.</summary>
    Joined = 1,

    /// <summary>A member went.</summary>
    Left = 2,

    /// <summary>Queues have other owners than before.</summary>
    Rebalanced = 3,

    /// <summary>Offsets were reset.</summary>
    Reset = 4,

    /// <summary>A broker of the cluster answers (again).</summary>
    NodeStarted = 5,

    /// <summary>A broker of the cluster does not answer any more.</summary>
    NodeStopped = 6,
}
