using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>A wish to move a group.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Group">Consumer group.</param>
/// <param name="Topics">Only queues of these topics; null does not restrict.</param>
/// <param name="Queues">Only these queues; null does not restrict.</param>
/// <param name="Mode">Where to.</param>
/// <param name="At">For <see cref="ResetMode.Time"/>.</param>
/// <param name="Offset">For <see cref="ResetMode.Offset"/>, from 0.</param>
/// <param name="By">For <see cref="ResetMode.Shift"/>: messages, above 0 forward, below 0 back.</param>
/// <param name="FromGroup">For <see cref="ResetMode.Copy"/>: the group whose offsets are taken.</param>
internal sealed record ResetRequest(
    string Cluster,
    string Group,
    IReadOnlyList<string>? Topics,
    IReadOnlyList<MessageQueue>? Queues,
    ResetMode Mode,
    DateTimeOffset? At = null,
    long? Offset = null,
    long? By = null,
    string? FromGroup = null);
