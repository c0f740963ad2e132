namespace Engine.Admin.Clusters;

/// <summary>What can be done to a node of an embedded cluster.</summary>
public enum NodeAction
{
    /// <summary>Stops in order: it leaves the name servers, persists and flushes everything, closes its files.</summary>
    Stop,

    /// <summary>Starts a node that was stopped or killed, over the same folder.</summary>
    Start,

    /// <summary>
    /// Ends as a process that dies would, as far as one within a process can: connections close without a word, nothing is persisted or
    /// flushed, the store is not marked as closed cleanly and recovers at the next start. Bytes that were handed to the operating system
    /// stay, since the system does not die with it.
    /// </summary>
    Kill,
}
