using Dashboard.Changes.Imports;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Configuration;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// Sets a broker's consumer offsets out of a file: which broker and which file, then what will happen to each queue, then what did. What
/// drifted away from its preview is shown anew and must be said to have been seen.
/// </summary>
public sealed partial class ImportOffsetsDialog
{
    private string _broker = string.Empty;
    private ElementReference _safe;
    private OffsetFile? _file;
    private ImportPlan? _plan;
    private ImportOutcome? _outcome;
    private IReadOnlyList<OffsetFileProblem> _faults = [];
    private ImportPlanRow[] _rows = [];
    private ImportOutcomeRow[] _done = [];
    private string? _problem;
    private string? _reason;
    private string _typed = string.Empty;
    private bool _drifted;
    private bool _seen;
    private bool _busy;
    private bool _refocus = true;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    /// <summary>Names of the brokers that are online; at least one.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Brokers { get; set; } = [];

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private OffsetImports Imports { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    [Inject]
    private IOptions<ConsoleOptions> Options { get; set; } = default!;

    private ImportWords Words => new(Texts, Display);

    private long ConfirmAbove => Options.Value.Resets.ConfirmAbove;

    private bool IsRemote => Clusters.Find(Cluster)?.Kind == ClusterKind.Remote;

    private bool CanApply => !_busy && _plan is { } plan && plan.Rows.Any(row => row.Step == ImportStep.Set) && (!_drifted || _seen)
        && (!ImportWords.NeedsTyping(plan, ConfirmAbove) || _typed.Trim() == _broker);

    protected override void OnInitialized() => _broker = Brokers[0];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_refocus)
        {
            _refocus = false;
            await _safe.FocusAsync();
        }
    }

    private static string Text(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    /// <summary>A queue that is not set keeps what it has.</summary>
    private static long? NewOf(ImportPlanRow row) => row.Step == ImportStep.Set ? row.Target : row.Now;

    private Task ChooseBrokerAsync(ChangeEventArgs args)
    {
        _broker = Text(args);
        return PreviewAsync();
    }

    private async Task ChooseFileAsync(InputFileChangeEventArgs args)
    {
        Show(null);
        _file = null;
        await RunAsync(async () =>
        {
            if (args.File.Size > OffsetFile.MostBytes)
            {
                throw new OffsetFileException("file", "it is over 8 MiB; split it by groups and import the parts.");
            }

            using var text = new MemoryStream();
            await using var sent = args.File.OpenReadStream(OffsetFile.MostBytes);
            await sent.CopyToAsync(text);
            _file = OffsetFile.Parse(text.ToArray());
            await PlanAsync();
        });
    }

    private async Task PreviewAsync()
    {
        Show(null);
        if (_file is not null)
        {
            await RunAsync(PlanAsync);
        }
    }

    private async Task PlanAsync() => Show(await Imports.PlanAsync(Cluster, _broker, _file!, CancellationToken.None));

    private Task ApplyAsync() => RunAsync(async () =>
    {
        _problem = null;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason;
        _outcome = await Imports.ApplyPlanAsync(_plan!, reason, PageActor.Current, CancellationToken.None);
        _done = [.. _outcome.Rows.OrderBy(row => row.Group, StringComparer.Ordinal).ThenBy(row => row.Queue, QueueOrder.Instance)];
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
        catch (OffsetFileException exception)
        {
            (_problem, _faults) = (Texts["ImportFileBad"], exception.Problems);
        }
        catch (ImportDriftException exception)
        {
            Show(exception.Fresh);
            _drifted = true;
            _problem = Texts.Format("ImportDrifted", string.Join("; ", exception.Reasons.Take(3)));
        }
    }

    /// <summary>A preview takes the place of all that was said about another one.</summary>
    private void Show(ImportPlan? plan)
    {
        (_plan, _problem, _faults) = (plan, null, []);
        _rows = [.. (plan?.Rows ?? []).OrderBy(row => row.Group, StringComparer.Ordinal).ThenBy(row => row.Queue, QueueOrder.Instance)];
        (_drifted, _seen, _typed) = (false, false, string.Empty);
    }
}
