using Dashboard.Components.Controls;
using Engine.Admin.Resending;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.DeadLetters;

/// <summary>What a resend did: how many went, and each that did not with its reason.</summary>
public sealed partial class ResendResultNote
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ResendResult> Results { get; set; } = [];

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IReadOnlyList<ResendResult> Failed => [.. Results.Where(result => result.Error is not null)];

    private string Summary
    {
        get
        {
            var sent = Texts.Count("Messages", Results.Count - Failed.Count);
            var topic = TopicNames.Retry(Group);
            return Failed.Count == 0
                ? Texts.Format("Resent", sent, Group, topic)
                : Texts.Format("ResentPartly", sent, Group, topic, Display.Count(Failed.Count));
        }
    }
}
