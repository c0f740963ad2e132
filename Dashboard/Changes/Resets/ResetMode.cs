namespace Dashboard.Changes.Resets;

/// <summary>Where a reset goes; the API's names are these in lower case.</summary>
internal enum ResetMode
{
    /// <summary>The queue's min offset.</summary>
    Earliest,

    /// <summary>The queue's max offset when the plan is made.</summary>
    Latest,

    /// <summary>The first message stored at or after a time.</summary>
    Time,

    /// <summary>One exact offset.</summary>
    Offset,

    /// <summary>So many messages on from the offset when the plan is made; below 0 back.</summary>
    Shift,

    /// <summary>Another group's offset when the plan is made.</summary>
    Copy,

    /// <summary>The queue's max offset when the reset is applied, for queues with lag.</summary>
    Skip,
}
