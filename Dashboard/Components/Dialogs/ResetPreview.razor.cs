using Dashboard.Components.Controls;
using Engine.Admin.Messages;
using Engine.Admin.Resending;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Dialogs;

/// <summary>What will happen to each queue, with the message that it would go on with.</summary>
public sealed partial class ResetPreview
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ResetPreviewLine> Lines { get; set; } = [];

    /// <summary>The messages at the targets, as far as they were read; null while they are.</summary>
    [Parameter]
    public IReadOnlyDictionary<StoredPlace, MessageAtPlace>? Messages { get; set; }

    /// <summary>Whether several groups are in it.</summary>
    [Parameter]
    public bool ShowsGroups { get; set; }

    /// <summary>Whether it previews an undo: then there is nothing to say of messages and lag.</summary>
    [Parameter]
    public bool IsUndo { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string MessageText(ResetPreviewLine line)
    {
        if (line.Target is null)
        {
            return string.Empty;
        }

        if (line.LagAfter is null or <= 0)
        {
            return Texts["ResetEndOfQueue"];
        }

        if (Messages is null)
        {
            return Texts["ResetReading"];
        }

        return Find(line) is { Message: { } message }
            ? string.Join(" · ", Parts(message))
            : Controls.Display.Unknown;
    }

    private string? MessageTitle(ResetPreviewLine line) => line.Target is null || line.LagAfter is null or <= 0 ? null
        : Find(line) switch
        {
            { Message: { } message } => string.Join('\n', new[]
            {
                $"{Texts["ResetMessageId"]}: {message.MessageId}",
                $"{Texts["ResetStoredAt"]}: {Display.Exact(message.StoredAt)}",
                $"{Texts["Keys"]}: {message.Keys ?? Controls.Display.Unknown}",
                $"{Texts["Tags"]}: {message.Tags ?? Controls.Display.Unknown}",
                $"{Texts["Body"]}: {Body(message)}",
            }),
            { Problem: { } problem } => problem,
            { } => Texts["ResetNoMessage"],
            null => Texts["ResetNotRead"],
        };

    private MessageAtPlace? Find(ResetPreviewLine line) =>
        line.Target is { } target ? Messages?.GetValueOrDefault(new StoredPlace(line.Queue, target)) : null;

    private IEnumerable<string> Parts(StoredMessage message)
    {
        yield return Display.Local(message.StoredAt).ToString("MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        if (message.Keys is { Length: > 0 } keys)
        {
            yield return keys;
        }

        if (message.Tags is { Length: > 0 } tags)
        {
            yield return tags;
        }

        yield return Body(message);
    }

    private string Body(StoredMessage message) =>
        message.BodyText ?? Texts.Format("BodyBinary", Display.Count(message.BodyBytes));
}
