using System.Collections.Frozen;
using Engine.Admin.Offsets;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>What a plan needs beyond the group's own figures.</summary>
/// <param name="AtTime">Each queue's offset at the wished time; filled for <see cref="ResetMode.Time"/>.</param>
/// <param name="Copied">The other group's offsets, queues where it has none left out; filled for <see cref="ResetMode.Copy"/>.</param>
internal sealed record ResetSources(
    IReadOnlyDictionary<MessageQueue, OffsetAtTime> AtTime, IReadOnlyDictionary<MessageQueue, long> Copied)
{
    public static ResetSources None { get; } =
        new(FrozenDictionary<MessageQueue, OffsetAtTime>.Empty, FrozenDictionary<MessageQueue, long>.Empty);
}
