namespace Engine.Store;

/// <summary>Which messages are looked for.</summary>
internal sealed record KeyQuery
{
    public required string Topic { get; init; }

    /// <summary>A word of KEYS or a unique id.</summary>
    public required string Key { get; init; }

    /// <summary>Whether only the unique id counts.</summary>
    public bool OnlyUniqueId { get; init; }

    /// <summary>At most so many; never more than 64 (<c>maxMsgsNumBatch</c>).</summary>
    public required int MaxMessages { get; init; }

    /// <summary>Earliest store time in ms.</summary>
    public long BeginTime { get; init; }

    /// <summary>Latest store time in ms.</summary>
    public long EndTime { get; init; } = long.MaxValue;
}
