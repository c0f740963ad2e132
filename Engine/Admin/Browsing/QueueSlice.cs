using Engine.Protocol;

namespace Engine.Admin.Browsing;

/// <summary>A piece of one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="MinOffset">First offset still stored.</param>
/// <param name="MaxOffset">Offset the next message will get.</param>
/// <param name="Messages">Those stored in the piece, ascending.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record QueueSlice(
    MessageQueue Queue, long MinOffset, long MaxOffset, IReadOnlyList<BrowsedMessage> Messages, DateTimeOffset SampledAt);
