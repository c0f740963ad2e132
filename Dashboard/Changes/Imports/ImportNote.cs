namespace Dashboard.Changes.Imports;

/// <summary>What is special about a queue of an import, of which pages and the API make words in their languages.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Wish">The file's offset, where it was moved.</param>
/// <param name="Bound">Offset that it was moved to.</param>
internal sealed record ImportNote(ImportNoteKind Kind, long? Wish = null, long? Bound = null)
{
    /// <summary>In English, as the API says it.</summary>
    public string Text => Kind switch
    {
        ImportNoteKind.OwnGroup => "left as it is: the group is RocketMQ's own",
        ImportNoteKind.NoRetryTopic => "left out: the retry topic is not there; the group's first consumer makes it, empty",
        ImportNoteKind.Broadcasting => "the group is broadcasting: its offsets are kept by each client",
        ImportNoteKind.NewGroup => "no broker knows the group: it is made",
        ImportNoteKind.NoOffset => "the group has no offset on this queue yet",
        ImportNoteKind.BelowStart => $"clamped: {Wish} is below the first stored offset, {Bound}",
        ImportNoteKind.BeyondEnd => $"clamped: {Wish} is beyond the queue's end, {Bound}",
        ImportNoteKind.Clamped => $"clamped to {Bound}",
        ImportNoteKind.Stays => "stays",
        _ => throw new InvalidOperationException($"No words for {Kind}."),
    };
}
