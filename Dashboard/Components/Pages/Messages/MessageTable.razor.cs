using Dashboard.Components.Controls;
using Engine.Admin.Browsing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Messages;

/// <summary>Messages in rows; a row opens its message.</summary>
public sealed partial class MessageTable
{
    /// <summary>Null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public BrowsedMessage[]? Messages { get; set; }

    /// <summary>Offset of the row to point out; null for none.</summary>
    [Parameter]
    public long? Mark { get; set; }

    /// <summary>What is said beside it.</summary>
    [Parameter]
    public string? MarkText { get; set; }

    [Parameter]
    public EventCallback<BrowsedMessage> OnOpen { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool IsMarked(BrowsedMessage message) => message.Message.QueueOffset == Mark;

    private string Time(BrowsedMessage message) => Display.PreciseMoment(message.StoredAt);

    private string First(BrowsedMessage message) =>
        BodyForms.FirstLine(message.Message.Body.Span) ?? Texts.Format("BodyBinary", Display.Count(message.BodyBytes));
}
