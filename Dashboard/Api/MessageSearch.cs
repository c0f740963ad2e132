namespace Dashboard.Api;

/// <summary>How messages are looked for.</summary>
internal enum MessageSearch
{
    /// <summary>By topic and store time, page by page.</summary>
    Time,

    Key,

    /// <summary>By offset id or unique id.</summary>
    Id,

    /// <summary>By queue and offset.</summary>
    Place,
}
