namespace Engine.Store.Retention;

/// <summary>How much a store keeps.</summary>
internal sealed record RetentionLimits
{
    /// <summary>How long a message is kept at least, in hours; 0 for ever.</summary>
    public int Hours { get; init; }

    /// <summary>Bytes of the log that are kept at most; 0 for any number. The file that is written to stays in any case.</summary>
    public long Bytes { get; init; }

    public DiskLimits Disk { get; init; } = new();

    /// <summary>Whether anything may be deleted at all: who keeps everything gets a full disk instead.</summary>
    internal bool MayDelete => Hours > 0 || Bytes > 0;
}
