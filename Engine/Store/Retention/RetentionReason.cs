namespace Engine.Store.Retention;

/// <summary>Why a log file goes.</summary>
internal enum RetentionReason
{
    /// <summary>All its messages were kept as long as they should be.</summary>
    Age,

    /// <summary>The log is larger than it may be.</summary>
    Size,

    /// <summary>The disk is nearly full.</summary>
    Disk,
}
