using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Demo;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Demo;

/// <summary>Starts and stops real producers and consumers on the embedded cluster, to have something to watch.</summary>
public sealed partial class DemoPage : IDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly DemoForm _form = new();
    private IReadOnlyList<DemoProducerView> _producers = [];
    private IReadOnlyList<DemoConsumerView> _consumers = [];
    private ITimer? _timer;
    private string _cluster = string.Empty;
    private string? _problem;
    private bool _bursting;
    private string? _settingUp;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DemoTraffic Traffic { get; set; } = default!;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool IsIdle => _producers.Count == 0 && _consumers.Count == 0;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized()
    {
        _cluster = Clusters.Clusters.FirstOrDefault(cluster => cluster.Kind == ClusterKind.Embedded)?.Name ?? string.Empty;
        Read();
        if (RendererInfo.IsInteractive && Traffic.IsAvailable)
        {
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(ReadAndShow), null, Refresh, Refresh);
        }
    }

    private static string Text(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    private static string Tone(string state, string? error) =>
        error is not null || state == "failing" ? "bad" : state == "silent" ? "warn" : "fine";

    private string TitleOf(DemoScenario scenario) => Texts[$"DemoTitle-{scenario.Id}"];

    private string StateWord(string state) => state switch
    {
        "running" => Texts["DemoRunning"],
        "failing" => Texts["DemoFailing"],
        "finished" => Texts["DemoFinished"],
        "stopped" => Texts["DemoStoppedWord"],
        "silent" => Texts["DemoSilent"],
        "starting" => Texts["DemoStarting"],
        "stopping" => Texts["DemoStopping"],
        _ => state,
    };

    private void ReadAndShow()
    {
        var (producers, consumers) = (_producers, _consumers);
        Read();
        if (!producers.SequenceEqual(_producers) || !consumers.SequenceEqual(_consumers))
        {
            StateHasChanged();
        }
    }

    private void Read()
    {
        if (Traffic.IsAvailable)
        {
            (_producers, _consumers) = (Traffic.Producers, Traffic.Consumers);
        }
    }

    private async Task StartProducerAsync()
    {
        var (request, problem) = _form.Producer(Texts);
        await TryAsync(problem, () => Traffic.StartProducerAsync(request!, CancellationToken.None));
    }

    private async Task StartConsumersAsync()
    {
        var (request, problem) = _form.Consumers(Texts);
        await TryAsync(problem, () => Traffic.StartConsumersAsync(request!, CancellationToken.None));
    }

    private async Task BurstAsync()
    {
        var (count, size, problem) = _form.BurstOf(Texts);
        _bursting = true;
        if (await TryAsync(problem, () => Traffic.BurstAsync(_form.Topic.Trim(), count, size, CancellationToken.None)))
        {
            Notices.Done(Texts.Format("DemoBurstDone", Texts.Count("Messages", count), _form.Topic.Trim()));
        }

        _bursting = false;
    }

    private async Task StartScenarioAsync(DemoScenario scenario)
    {
        _settingUp = scenario.Id;
        if (await TryAsync(null, () => Traffic.StartScenarioAsync(scenario.Id, CancellationToken.None)))
        {
            Notices.Done(Texts.Format("DemoSetUpDone", TitleOf(scenario), scenario.Group));
        }

        _settingUp = null;
    }

    private Task StopProducerAsync(string id) => TryAsync(null, () => Traffic.StopProducerAsync(id, CancellationToken.None));

    private Task StopConsumersAsync(string id, ConsumerStop stop) =>
        TryAsync(null, () => Traffic.StopConsumersAsync(id, stop, CancellationToken.None));

    private Task StopAllAsync() => TryAsync(null, () => Traffic.StopAllAsync(CancellationToken.None));

    private async Task<bool> TryAsync(string? problem, Func<Task> work)
    {
        _problem = problem;
        if (problem is not null)
        {
            return false;
        }

        _problem = await Attempts.TryAsync(work);
        Read();
        return _problem is null;
    }
}
