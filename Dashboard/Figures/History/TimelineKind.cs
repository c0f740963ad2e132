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

    /// <summary>A node was killed.</summary>
    NodeKilled = 7,

    /// <summary>A slave is connected to its master.</summary>
    SlaveJoined = 8,

    /// <summary>A slave is not connected to its master any more.</summary>
    SlaveLeft = 9,

    /// <summary>A slave has all that its master has.</summary>
    SlaveCaughtUp = 10,

    /// <summary>A slave does not follow its master.</summary>
    SlaveDiverged = 11,

    /// <summary>Consumers read a slave in place of its master.</summary>
    SlaveServes = 12,
}
