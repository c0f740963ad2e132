namespace Engine.Admin.Statistics;

/// <summary>How one queue of a group fares.</summary>
public enum QueueVerdict
{
    /// <summary>Everything is consumed, was so within the window, or the group keeps pace or catches up.</summary>
    Fine,

    /// <summary>More arrives than is consumed, or the group is far behind and does not catch up.</summary>
    Behind,

    /// <summary>Members are there, messages wait, and the consumer offset stood still through the window.</summary>
    Stalled,

    /// <summary>Messages wait and nobody may consume them: no members, none of the topic, or switched off on its broker.</summary>
    Stopped,

    /// <summary>The consumer offset went back within the window, and no reset did it.</summary>
    WentBack,

    /// <summary>The consumer offset was reset within the window.</summary>
    Reset,

    /// <summary>It cannot be said: no offset, offsets that do not fit together, or too few samples.</summary>
    Unknown,
}
