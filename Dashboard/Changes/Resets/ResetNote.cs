using System.Globalization;

namespace Dashboard.Changes.Resets;

/// <summary>What is special about a queue in a reset, with its numbers; <see cref="Text"/> is the sentence in English.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Wish">The offset that was wished for, where it was moved.</param>
/// <param name="Bound">What was taken instead.</param>
internal sealed record ResetNote(ResetNoteKind Kind, long? Wish = null, long? Bound = null)
{
    public string Text => Kind switch
    {
        ResetNoteKind.BelowStart => string.Create(
            CultureInfo.InvariantCulture, $"clamped: {Wish} is below the first stored offset, {Bound}"),
        ResetNoteKind.BeyondEnd => string.Create(
            CultureInfo.InvariantCulture, $"clamped: {Wish} is beyond the queue's end, {Bound}"),
        ResetNoteKind.NoMessageAtTime => "no message at that time → latest",
        ResetNoteKind.NoOffset => "the group has no offset on this queue yet",
        ResetNoteKind.NoOffsetToCopy => "the other group has no offset on this queue",
        ResetNoteKind.NoLag => "no lag: there is nothing to skip",
        ResetNoteKind.ClampedTo => string.Create(CultureInfo.InvariantCulture, $"clamped to {Bound}"),
        ResetNoteKind.NoOffsetBefore => "had no offset before",
        ResetNoteKind.QueueGone => "the queue is gone",
        ResetNoteKind.NotMoved => "stays: the reset had not moved it",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "no sentence for this note"),
    };

    public override string ToString() => Text;
}
