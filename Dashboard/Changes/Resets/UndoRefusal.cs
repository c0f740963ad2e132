using System.Globalization;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>Why a reset cannot be undone; <see cref="Text"/> is the sentence in English.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="By">Id of the entry that stands in the way; null when none does.</param>
/// <param name="Queue">The first queue concerned; null when it is none.</param>
/// <param name="More">How many queues more are concerned.</param>
internal sealed record UndoRefusal(UndoRefusalKind Kind, long? By = null, MessageQueue? Queue = null, int More = 0)
{
    private const string Instead = "reset to the offsets that you want";

    public string Text => Kind switch
    {
        UndoRefusalKind.NothingSet => "it changed no queue, so there is nothing to undo",
        UndoRefusalKind.EndUnknown => "it is not known how it ended, so there are no offsets of before",
        UndoRefusalKind.ReadOnly => "the cluster is read-only (Console:Clusters:N:ReadOnly)",
        UndoRefusalKind.GroupDeleted => $"{Entry} deleted the group since",
        UndoRefusalKind.GroupMayBeDeleted => $"{Entry} was to delete the group since, and it is not known how far that came",
        UndoRefusalKind.Touched => $"{Entry} touched {Queues} since; undo that first, or {Instead}",
        UndoRefusalKind.MayBeTouched => $"{Entry} may have touched {Queues} since, as it is not known how it ended; {Instead}",
        UndoRefusalKind.ResetElsewhere => $"a tool outside of the console reset {Queues} since; {Instead}",
        UndoRefusalKind.UndoneAlready => $"{Entry} undid it already",
        _ => throw new InvalidOperationException($"No words for {Kind}."),
    };

    private string Entry => string.Create(CultureInfo.InvariantCulture, $"#{By}");

    private string Queues => More == 0 ? $"{Queue}" : string.Create(CultureInfo.InvariantCulture, $"{Queue} and {More} more");

    public override string ToString() => Text;
}
