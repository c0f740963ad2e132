using System.Globalization;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>How a group, or one of its queues, moved away from a plan; <see cref="Text"/> is the sentence in English.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Queue">The queue; null for the group.</param>
/// <param name="Shown">The target, or the offset that was shown; null when there was none.</param>
/// <param name="Now">The first stored offset, or the offset now; null when there is none.</param>
/// <param name="End">The queue's end, where the target lies outside.</param>
internal sealed record ResetDriftReason(
    ResetDriftKind Kind, MessageQueue? Queue = null, long? Shown = null, long? Now = null, long? End = null)
{
    /// <summary>Told where several groups are concerned.</summary>
    public string? Group { get; init; }

    public string Text => Group is null ? Sentence : $"{Group}: {Sentence}";

    private string Sentence => Kind switch
    {
        ResetDriftKind.CameOnline => "the group has members now, it had none",
        ResetDriftKind.WentOffline => "the group has no members now, it had some",
        ResetDriftKind.QueueGone => $"{Queue} is gone",
        ResetDriftKind.TargetOutside => string.Create(
            CultureInfo.InvariantCulture, $"{Queue}: the target {Shown} lies outside {Now}…{End} now"),
        ResetDriftKind.ResetSince => $"{Queue} was reset since",
        ResetDriftKind.OffsetMoved => $"{Queue}: the offset was {Offset(Shown)}, it is {Offset(Now)}",
        _ => throw new InvalidOperationException($"No words for {Kind}."),
    };

    public override string ToString() => Text;

    private static string Offset(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
