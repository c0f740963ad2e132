using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Figures.Live;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// Moves a group to other offsets: where to and which queues, then what will happen to each, then what did. Nothing is changed
/// without a preview, and what drifted away from its preview is shown anew instead of changed; the new one must be said to have been
/// seen before it can be applied.
/// </summary>
public sealed partial class ResetDialog
{
    private readonly ResetForm _form = new();
    private IReadOnlyList<MessageQueue> _queues = [];
    private ElementReference _safe;
    private ResetPlan? _plan;
    private ResetOutcome? _outcome;
    private string? _problem;
    private string _typed = string.Empty;
    private bool _drifted;
    private bool _seen;
    private int _edits;
    private bool _busy;
    private bool _refocus = true;

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
    private OffsetResets Resets { get; set; } = default!;

    [Inject]
    private LiveFeed Feed { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool IsRemote => Clusters.Find(Cluster)?.Kind == ClusterKind.Remote;

    private string QueuesText => $"{Display.Count(_form.Chosen.Count)} of {Words.Count(Display, _queues.Count, "queue")} chosen";

    private string ApplyText => _plan is { Rows.Count: > 0 } plan
        ? $"Reset {Words.Count(Display, plan.Rows.Count, "queue")}{(_drifted ? " as shown now" : null)}"
        : "Reset";

    private bool CanApply => !_busy && _plan is { Rows.Count: > 0 } plan && (!_drifted || _seen)
        && (!ResetWords.NeedsTyping(plan) || _typed.Trim() == Group);

    protected override async Task OnInitializedAsync()
    {
        _problem = await Attempts.TryAsync(async () =>
        {
            var snapshot = await Feed.ReadGroupAsync(Cluster, Group, CancellationToken.None);
            _queues = [.. snapshot.Queues.Select(row => new MessageQueue(row.Topic, row.Broker, row.QueueId))];
            ChooseAll(_queues.Where(IsChosenAtStart), isChosen: true);
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
        (_plan, _problem, _drifted, _seen, _typed) = (null, null, false, false, string.Empty);
    }

    private async Task PreviewAsync()
    {
        var (request, missing) = _form.Build(Cluster, Group, Display.Zone);
        (_plan, _problem, _drifted, _seen) = (null, missing, false, false);
        if (request is not null)
        {
            await RunAsync(() => PlanAsync(request));
        }
    }

    private async Task PlanAsync(ResetRequest request)
    {
        var edits = _edits;
        var plan = await Resets.PlanAsync(request, CancellationToken.None);

        // What was filled in differently meanwhile is another wish.
        _plan = edits == _edits ? plan : null;
    }

    private Task ApplyAsync() => RunAsync(async () =>
    {
        _problem = null;
        var reason = string.IsNullOrWhiteSpace(_form.Reason) ? null : _form.Reason;
        _outcome = await Resets.ApplyPlanAsync(Cluster, Group, _plan!.PlanId, reason, PageActor.Current, CancellationToken.None);
    });

    private async Task RunAsync(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var failure = await Attempts.TryAsync(() => GuardAsync(work));
        (_problem, _busy, _refocus) = (failure ?? _problem, false, true);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ResetDriftException exception)
        {
            (_plan, _drifted, _seen, _typed) = (exception.Fresh, true, false, string.Empty);
            _problem = $"Nothing was changed: the group moved since the preview ({string.Join("; ", exception.Reasons.Take(3))}). "
                + "Above is the preview as of now; say that you have seen it to apply it.";
        }
        catch (ResetPlanGoneException)
        {
            (_plan, _problem) = (null, "The preview is older than ten minutes and no longer valid. Preview again.");
        }
    }
}
