using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Engine.Admin;
using Engine.Admin.Groups;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Groups;

/// <summary>The group's configuration as each broker has it; a change goes to all brokers, its audit entry first.</summary>
public sealed partial class ConfigTab : IAsyncDisposable
{
    private readonly GroupConfigForm _form = new();
    private AskedReading<GroupConfig> _asked = default!;
    private (string Cluster, string Group)? _shown;
    private string? _failure;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>How many members are online: what switching the group off stops.</summary>
    [Parameter]
    public int Members { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private GroupConfig? Now => _asked.Value;

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private bool IsFixed => Now is null || IsReadOnly || _busy;

    private IReadOnlyList<GroupSettingChange> Changes =>
        Now?.Settings is { } current ? GroupSettingChange.Between(current, _form.Over(current)) : [];

    /// <summary>Saving without a change makes brokers alike that differ.</summary>
    private bool CanSave => !IsFixed && !_form.Wrong.Any() && (Changes.Count > 0 || Now!.Differs);

    private string SaveText => Changes.Count > 0
        ? Texts.Format("ConfigSave", Texts.Count("ConfigSettings", Changes.Count), Texts.Count("BrokerCount", Now!.Brokers.Count))
        : Texts[Now is { Differs: true } ? "ConfigAlike" : "ConfigSaveNothing"];

    private string? SaveTitle => IsReadOnly ? Texts["ReadOnlyChip"] : null;

    private IReadOnlyList<string> Silent => [.. (Now?.Brokers ?? []).Select(broker => broker.Problem).OfType<string>()];

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    protected override void OnInitialized() => _asked = Readings.Ask<GroupConfig>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Cluster, Group))
        {
            _shown = (Cluster, Group);
            Discard();
            await AskAsync();
        }
    }

    private Task AskAsync()
    {
        var (cluster, group) = (Cluster, Group);
        return _asked.ShowAsync(
            RendererInfo.IsInteractive,
            async cancellationToken => await Clusters.Get(cluster).ReadGroupConfigAsync(group, cancellationToken));
    }

    private string Value(string text) => text switch
    {
        "true" => Texts["ConfigOn"],
        "false" => Texts["ConfigOff"],
        _ => text,
    };

    private string? Cause(BrokerGroupSettings broker) =>
        broker.Problem ?? (broker.Settings is null ? Texts["ConfigNone"] : null);

    private bool Differs(GroupSettingField field) => Now!.Brokers
        .Where(broker => broker.Problem is null)
        .Select(broker => broker.Settings is { } settings ? field.Of(settings) : null)
        .Distinct()
        .Count() > 1;

    private void Discard()
    {
        _failure = null;
        _form.Clear();
    }

    private async Task SaveAsync()
    {
        if (!CanSave || Now is not { Settings: { } before } shown)
        {
            return;
        }

        if (before.Enabled && !_form.Over(before).Enabled)
        {
            await ConfirmAsync(shown);
            return;
        }

        _busy = true;
        _failure = await Attempts.TryAsync(() => ApplyAsync(shown, CancellationToken.None));
        _busy = false;
    }

    private Task ConfirmAsync(GroupConfig shown) => Dialogs.OpenAsync<ConfirmDialog>(
        Texts.Format("DisableAsk", Group),
        new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = Texts.Format("DisableText", Group, Cluster),
            [nameof(ConfirmDialog.Effects)] = (string[])[Texts.Count("DisableMembers", Members), Texts["DisableOffsets"]],
            [nameof(ConfirmDialog.Action)] = Texts["DisableApply"],
            [nameof(ConfirmDialog.Act)] = (Func<CancellationToken, Task>)(token => ApplyAsync(shown, token)),
        },
        DialogLook.Of("480px"));

    /// <summary>
    /// Puts what is typed over the configuration as it is now, however old the shown one is: what somebody else changed since stays, and
    /// where that is what would be written over, nothing is changed.
    /// </summary>
    private async Task ApplyAsync(GroupConfig shown, CancellationToken cancellationToken)
    {
        var now = await Clusters.Get(Cluster).ReadGroupConfigAsync(Group, cancellationToken);
        var moved = _form.Moved(shown, now);
        if (moved.Count > 0 || now.Settings is not { } before)
        {
            await AskAsync();
            StateHasChanged();
            var names = string.Join(", ", moved.Select(field => Texts[$"Config-{field.Name}"]));
            throw new AdminException(AdminErrorKind.Conflict, Texts.Format("ConfigMoved", names));
        }

        await Operations.SaveGroupAsync(Cluster, _form.Over(before), before, PageActor.Current, Reason, cancellationToken);
        Notices.Done(Texts.Format("ConfigSaved", Group));
        Discard();
        await AskAsync();
        StateHasChanged();
    }

    private string? Reason => string.IsNullOrWhiteSpace(_form.Reason) ? null : _form.Reason.Trim();

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
