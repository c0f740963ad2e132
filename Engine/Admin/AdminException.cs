namespace Engine.Admin;

/// <summary>An operator's action or question failed; the message names what, why and, where known, what to do.</summary>
public sealed class AdminException(AdminErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What sort of failure it is.</summary>
    public AdminErrorKind Kind { get; } = kind;

    /// <summary>Name of the field or thing at fault ("name", "topic", "offset" …); null when there is none.</summary>
    public string? Field { get; init; }
}
