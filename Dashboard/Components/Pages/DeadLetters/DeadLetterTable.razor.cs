using Dashboard.Components.Controls;
using Engine.Admin.DeadLetters;
using Engine.Admin.Resending;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.DeadLetters;

/// <summary>Dead letters to choose from.</summary>
public sealed partial class DeadLetterTable
{
    /// <summary>Null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DeadLetter>? Messages { get; set; }

    /// <summary>The chosen ones; the table changes it.</summary>
    [Parameter, EditorRequired]
    public ISet<StoredPlace> Chosen { get; set; } = new HashSet<StoredPlace>();

    /// <summary>Time that ages are told from.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool IsReadOnly { get; set; }

    [Parameter]
    public EventCallback OnChosen { get; set; }

    [Parameter]
    public EventCallback<StoredPlace> OnResend { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool AreAllChosen => Messages is { Count: > 0 } && Messages.All(message => Chosen.Contains(PlaceOf(message)));

    private static StoredPlace PlaceOf(DeadLetter message) => new(message.Queue, message.Offset);

    private Task ToggleAsync(StoredPlace place, bool isChosen)
    {
        _ = isChosen ? Chosen.Add(place) : Chosen.Remove(place);
        return OnChosen.InvokeAsync();
    }

    private Task ToggleAllAsync(ChangeEventArgs args)
    {
        foreach (var message in Messages ?? [])
        {
            _ = args.Value is true ? Chosen.Add(PlaceOf(message)) : Chosen.Remove(PlaceOf(message));
        }

        return OnChosen.InvokeAsync();
    }

    private string ReasonText(DeadLetter message) => Texts.Format(ReasonKey(message), message.ReconsumeTimes, message.RetryLimit);

    private string ReasonTitle(DeadLetter message) =>
        Texts.Format(ReasonKey(message) + "Title", message.ReconsumeTimes, message.RetryLimit);

    private static string ReasonKey(DeadLetter message) => message.Reason switch
    {
        DeadLetterReason.RetriesExhausted => "ReasonExhausted",
        DeadLetterReason.GivenUpEarly => "ReasonEarly",
        _ => "ReasonUnknown",
    };

    private string? OriginTitle(DeadLetter message) =>
        message.OriginalMessageId is { } id ? Texts.Format("OriginalId", id) : null;

    private string BodyText(DeadLetter message) =>
        message.BodyText ?? Texts.Format("BodyBinary", Display.Count(message.BodyBytes));
}
