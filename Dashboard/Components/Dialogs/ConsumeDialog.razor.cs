using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Resending;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// Asks which member of a group is to consume a message now, has it do so, and closes with the <see cref="DirectResult"/>.
/// </summary>
public sealed partial class ConsumeDialog : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ElementReference _safe;
    private IReadOnlyList<GroupMemberView>? _members;
    private string? _member;
    private string? _reason;
    private string? _failure;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public StoredPlace Place { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    /// <summary>When nobody could tell the members, one may be there all the same.</summary>
    private bool CanConsume => !_busy && (_members is { Count: > 0 } || (_members is null && _failure is not null));

    private string AnyText => _members switch
    {
        { Count: 0 } => Texts["ConsumeNoMember"],
        null when _failure is null => Texts["Reading"],
        _ => Texts["ConsumeAnyMember"],
    };

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override async Task OnInitializedAsync() => _failure = await Attempts.TryAsync(async () =>
    {
        var group = await Clusters.Get(Cluster).ReadGroupProgressAsync(Group, _end.Token);
        _members = [.. group.Members.OrderBy(member => member.ClientId, StringComparer.Ordinal)];
    });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _safe.FocusAsync();
        }
    }

    private async Task ConsumeAsync()
    {
        if (!CanConsume)
        {
            return;
        }

        DirectResult? result = null;
        var member = string.IsNullOrEmpty(_member) ? null : _member;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim();
        (_busy, _failure) = (true, null);
        _failure = await Attempts.TryAsync(async () => result = await Operations.ConsumeDirectlyAsync(
            Cluster, Group, member, Place, reason, PageActor.Current, CancellationToken.None));
        _busy = false;
        if (result is not null)
        {
            Dialogs.Close(result);
        }
    }
}
