namespace Engine.Store.Retention;

/// <summary>How serious the state of a disk is; each level includes those before it.</summary>
internal enum DiskLevel
{
    Enough,

    /// <summary>Worth telling.</summary>
    Warn,

    /// <summary>The oldest log files go before their time.</summary>
    DeleteEarly,

    /// <summary>No messages are taken.</summary>
    Refuse,
}
