using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Groups;
using Engine.Admin.Groups;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Configures a new group on all brokers; closes with its name.</summary>
public sealed partial class CreateGroupDialog
{
    /// <summary>What the fields begin with: what a broker gives a group that comes by itself.</summary>
    private static readonly GroupSettings Start = new(string.Empty);

    private readonly GroupConfigForm _form = new();
    private ElementReference _name;
    private string _group = string.Empty;
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool IsNameWrong => _group.Length > 0 && GroupNames.CheckNew(_group) is not null;

    private bool CanCreate => !_busy && _group.Length > 0 && !IsNameWrong && !_form.Wrong.Any();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _name.FocusAsync();
        }
    }

    private void TakeName(string? text) => (_group, _problem) = (text?.Trim() ?? string.Empty, null);

    private async Task CreateAsync()
    {
        if (!CanCreate)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        var settings = _form.Over(Start) with { Name = _group };
        var reason = string.IsNullOrWhiteSpace(_form.Reason) ? null : _form.Reason.Trim();
        _problem = await Attempts.TryAsync(
            () => Operations.CreateGroupAsync(Cluster, settings, PageActor.Current, reason, CancellationToken.None));
        _busy = false;
        if (_problem is null)
        {
            Dialogs.Close(settings.Name);
        }
    }
}
