using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Configuration;
using Dashboard.Figures.Live;
using Engine.Admin;
using Engine.Admin.Messages;
using Engine.Admin.Resending;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// Moves groups to other offsets: where to and which queues, then what will happen to each, then what did. Nothing is changed
/// without a preview, and what drifted away from its preview is shown anew instead of changed; the new one must be said to have been
/// seen before it can be applied. What was done can be undone from here, and from the groups' pages afterwards.
/// </summary>
public sealed partial class ResetDialog : IDisposable
{
    private readonly ResetForm _form = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ending;
    private readonly HashSet<string> _online = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _known = [];
    private IReadOnlyDictionary<StoredPlace, MessageAtPlace>? _messages;
    private ElementReference _safe;
    private IReadOnlyList<ResetPlan>? _plans;
    private ResetPreviewLine[] _lines = [];
    private IReadOnlyList<GroupReset>? _run;
    private DateTimeOffset _doneAt;
    private string? _problem;
    private string _typed = string.Empty;
    private bool _drifted;
    private bool _seen;
    private bool _undone;
    private int _edits;
    private bool _busy;
    private bool _applying;
    private bool _refocus = true;

    /// <summary>The token outlives its source, which is gone when what was begun ends after the dialog.</summary>
    public ResetDialog() => _ending = _end.Token;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>Only this topic's queues are chosen at the start; all but retries without.</summary>
    [Parameter]
    public string? Topic { get; set; }

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private ResetRuns Runs { get; set; } = default!;

    [Inject]
    private ResetMessages Messages { get; set; } = default!;

    [Inject]
    private ResetReports Reports { get; set; } = default!;

    [Inject]
    private ResetWords Words { get; set; } = default!;

    [Inject]
    private IOptions<ConsoleOptions> Options { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool IsRemote => Clusters.Find(Cluster)?.Kind == ClusterKind.Remote;

    private long ConfirmAbove => Options.Value.Resets.ConfirmAbove;

    private bool NeedsTyping => _plans is not null && ResetWords.Skipped(_plans) > ConfirmAbove;

    private string WordToType => _plans is { Count: 1 } ? _plans[0].Request.Group : Cluster;

    private int RowCount => _plans?.Sum(plan => plan.Rows.Count) ?? 0;

    private string ApplyText => RowCount == 0 ? Texts["ResetApply"]
        : Texts.Count(_drifted ? "ResetApplyNow" : "ResetApplyQueues", RowCount);

    private bool CanApply => !_busy && RowCount > 0 && (!_drifted || _seen) && (!NeedsTyping || _typed.Trim() == WordToType);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        if (_run is not null)
        {
            Reports.Show(new ResetReport(Cluster, _run, _undone));
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _problem = await Attempts.TryAsync(async () =>
        {
            await AddGroupAsync(Group);
            var overview = await Feed.ReadOverviewAsync(Cluster, _ending);
            _known = [.. overview.Groups.Where(row => row.Mode != "broadcasting").Select(row => row.Name).Union([Group]).Order()];
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_refocus)
        {
            _refocus = false;
            await _safe.FocusAsync();
        }
    }

    private static string Text(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    private bool IsChosenAtStart(MessageQueue queue) => Topic is null ? !TopicNames.IsRetry(queue.Topic) : queue.Topic == Topic;

    private async Task AddGroupAsync(string group)
    {
        var known = _form.Queues.ToHashSet();
        var snapshot = await Feed.ReadGroupAsync(Cluster, group, _ending);
        var queues = snapshot.Queues.Select(row => new MessageQueue(row.Topic, row.Broker, row.QueueId)).ToList();
        _form.Add(group, queues);
        ChooseAll(queues.Where(queue => !known.Contains(queue) && IsChosenAtStart(queue)), isChosen: true);
    }

    private async Task ToggleGroupAsync(string group)
    {
        if (_form.Groups.Contains(group))
        {
            Edit(() => _form.Remove(group));
            return;
        }

        _problem = await Attempts.TryAsync(() => AddGroupAsync(group));
    }

    private void ChooseMode(ChangeEventArgs args) =>
        Edit(() => _form.Mode = ResetForm.Modes.First(mode => mode.Name == Text(args)).Mode);

    private void ChooseAll(IEnumerable<MessageQueue> queues, bool isChosen) => Edit(() =>
    {
        foreach (var queue in queues)
        {
            _form.Choose(queue, isChosen);
        }
    });

    /// <summary>What was previewed is no longer what is filled in.</summary>
    private void Edit(Action change)
    {
        change();
        _edits++;
        Show(null);
        (_problem, _drifted, _seen, _typed) = (null, false, false, string.Empty);
    }

    private void Show(IReadOnlyList<ResetPlan>? plans)
    {
        (_plans, _messages) = (plans, null);
        _lines = [.. (plans ?? []).SelectMany(Words.Lines)];
    }

    private async Task PreviewAsync()
    {
        var (requests, missing) = _form.Build(Cluster, Display.Zone);
        Show(null);
        (_problem, _drifted, _seen) = (missing is null ? null : Texts[missing], false, false);
        if (missing is null)
        {
            await RunAsync(() => PlanAsync(requests));
            await ReadMessagesAsync();
        }
    }

    private async Task PlanAsync(IReadOnlyList<ResetRequest> requests)
    {
        var edits = _edits;
        var plans = await Runs.PlanAsync(requests, _ending);

        // What was filled in differently meanwhile is another wish.
        Show(edits == _edits ? plans : null);
    }

    /// <summary>After the preview is shown: it does not wait for them.</summary>
    private async Task ReadMessagesAsync()
    {
        if (_plans is not { } plans)
        {
            return;
        }

        StateHasChanged();
        IReadOnlyDictionary<StoredPlace, MessageAtPlace> found = new Dictionary<StoredPlace, MessageAtPlace>();
        try
        {
            found = await Messages.ReadAsync(Cluster, plans, _ending);
        }
        catch (AdminException)
        {
            // The cells then say that they were not read.
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return;
        }

        if (ReferenceEquals(plans, _plans))
        {
            _messages = found;
        }
    }

    private async Task ApplyAsync()
    {
        await ChangeAsync(isUndo: false, () =>
        {
            var reason = string.IsNullOrWhiteSpace(_form.Reason) ? null : _form.Reason;
            _online.UnionWith(_plans!.Where(plan => plan.GroupOnline).Select(plan => plan.Request.Group));
            return Runs.ApplyAsync(_plans!, reason, PageActor.Current, CancellationToken.None);
        });
        await ReadMessagesAsync();
    }

    private Task UndoAsync() => ChangeAsync(
        isUndo: true, () => Runs.UndoAsync(Cluster, _run!, null, PageActor.Current, CancellationToken.None));

    /// <summary>Who left meanwhile sees what was done on the groups' pages.</summary>
    private Task ChangeAsync(bool isUndo, Func<Task<IReadOnlyList<GroupReset>>> change) => RunAsync(async () =>
    {
        (_applying, _problem) = (true, null);
        (_run, _undone, _doneAt) = (await change(), isUndo, Time.GetUtcNow());
        Show(null);
        if (_ending.IsCancellationRequested)
        {
            Reports.Show(new ResetReport(Cluster, _run, _undone));
        }
    });

    private async Task RunAsync(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var failure = await Attempts.TryAsync(() => GuardAsync(work));
        (_problem, _busy, _applying, _refocus) = (failure ?? _problem, false, false, true);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ResetRunDriftException exception)
        {
            Show(exception.Fresh);
            (_drifted, _seen, _typed) = (true, false, string.Empty);
            _problem = Texts.Format("ResetDrifted", FailureWords.Of(Texts, exception.Reasons));
        }
        catch (ResetPlanGoneException)
        {
            Show(null);
            _problem = Texts["ResetPlanGone"];
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The dialog is gone.
        }
    }
}
