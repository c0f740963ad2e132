using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Asks before something is gone: says the effect, does it, and stays open with the reason when it fails.</summary>
public sealed partial class ConfirmDialog
{
    private ElementReference _safe;
    private bool _busy;
    private string? _failure;
    private string? _reason;

    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    [Parameter]
    public IReadOnlyList<string> Effects { get; set; } = [];

    /// <summary>The button's words, named by the effect.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = string.Empty;

    /// <summary>Words of the button that does nothing; "Keep it" when null.</summary>
    [Parameter]
    public string? Safe { get; set; }

    /// <summary>What the button does.</summary>
    [Parameter]
    public Func<CancellationToken, Task> Act { get; set; } = _ => Task.CompletedTask;

    /// <summary>The same for what asks for a reason, which may be left out; in place of <see cref="Act"/>.</summary>
    [Parameter]
    public Func<string?, CancellationToken, Task>? ActFor { get; set; }

    /// <summary>Whether nothing is lost by it: the button is then none of danger.</summary>
    [Parameter]
    public bool IsSafe { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _safe.FocusAsync();
        }
    }

    private async Task ActAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _failure) = (true, null);
        _failure = await Attempts.TryAsync(() => ActFor is null
            ? Act(CancellationToken.None)
            : ActFor(string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim(), CancellationToken.None));
        _busy = false;
        if (_failure is null)
        {
            Dialogs.Close(true);
        }
    }
}
