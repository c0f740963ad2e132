namespace Engine.Admin.Clusters;

/// <summary>What a node of an embedded cluster does.</summary>
public enum NodeState
{
    /// <summary>Stopped in order, or not started yet.</summary>
    Stopped,

    /// <summary>Opens its store, listens, registers.</summary>
    Starting,

    /// <summary>Serves.</summary>
    Running,

    /// <summary>Ends, in order or not.</summary>
    Stopping,

    /// <summary>Ended without any order; recovers at its next start.</summary>
    Killed,
}
