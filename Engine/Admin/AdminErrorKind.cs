namespace Engine.Admin;

/// <summary>Kinds of failure an operator can act on.</summary>
public enum AdminErrorKind
{
    /// <summary>A cluster of that name is not registered.</summary>
    ClusterNotFound,

    /// <summary>A topic of that name does not exist.</summary>
    TopicNotFound,

    /// <summary>A group of that name does not exist.</summary>
    GroupNotFound,

    /// <summary>A broker of that name does not exist or is offline.</summary>
    BrokerNotFound,

    /// <summary>A queue of that id does not exist.</summary>
    QueueNotFound,

    /// <summary>No client of that id is online where it was looked for.</summary>
    ClientNotFound,

    /// <summary>The embedded cluster has no node of that name.</summary>
    NodeNotFound,

    /// <summary>A name or value is illegal; the message gives the rule.</summary>
    InvalidArgument,

    /// <summary>The state does not allow it, as deleting a group that has members.</summary>
    Conflict,

    /// <summary>The cluster is starting or stopping: the same works in a moment.</summary>
    NotReady,

    /// <summary>A broker or name server did not answer.</summary>
    Unreachable,

    /// <summary>A broker refused with a code of its own.</summary>
    Refused,
}
