using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>What one member says of its threads and settings, asked when the dialog opens.</summary>
public sealed partial class ThreadsDialog : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ElementReference _close;
    private RunningInfo? _running;
    private string? _failure;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string ClientId { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override async Task OnInitializedAsync() => _failure = await Attempts.TryAsync(
        async () => _running = await Clusters.Get(Cluster).ReadMemberAsync(Group, ClientId, withStacks: true, _end.Token));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _close.FocusAsync();
        }
    }
}
