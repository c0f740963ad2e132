using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Messages;

/// <summary>A body as text, JSON or hex, up to a bound that it says; the whole is a download.</summary>
public sealed partial class BodyView
{
    private static readonly IReadOnlyList<BodyForm> Forms = [BodyForm.Text, BodyForm.Json, BodyForm.Hex];

    private ReadOnlyMemory<byte>? _seen;
    private BodyForm _form;
    private string? _shown;

    [Parameter, EditorRequired]
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Why a compressed body is shown as it is stored; null when it is shown as it was sent.</summary>
    [Parameter]
    public string? Fault { get; set; }

    [Parameter, EditorRequired]
    public string DownloadHref { get; set; } = string.Empty;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (_seen?.Equals(Body) != true)
        {
            _seen = Body;
            Choose(BodyForms.Best(Body));
        }
    }

    private static string TestId(BodyForm form) => form switch
    {
        BodyForm.Text => "body-text",
        BodyForm.Json => "body-json",
        _ => "body-hex",
    };

    private void Choose(BodyForm form) => (_form, _shown) = (form, BodyForms.Show(Body, form));
}
