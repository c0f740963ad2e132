using Engine.Protocol;

namespace Dashboard.Changes.Imports;

/// <summary>
/// What an import did to one queue of one group: before and after, or the error; kept when there was nothing to set. With an error and an
/// offset after it is not known whether the queue went there.
/// </summary>
internal sealed record ImportOutcomeRow(
    string Group, MessageQueue Queue, long? Before, long? After, string? Error, ImportNote? Note, bool IsKept = false);
