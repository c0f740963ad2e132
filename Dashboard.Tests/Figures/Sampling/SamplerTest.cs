using System.Diagnostics.Metrics;
using Dashboard.Clusters;
using Dashboard.Configuration;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Clusters;
using Engine.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Figures.Sampling;

/// <summary>A feed over one fake cluster with a fake clock; nothing sweeps until a test says so.</summary>
public abstract class SamplerTest : IAsyncLifetime
{
    private protected const string Cluster = "embedded";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly MeterListener _listener = new();
    private Task _sweeping = Task.CompletedTask;

    private protected SamplerTest()
    {
        Gateway = new FakeGateway(Clock);
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4)));
        Gateway.Set(Sample.Topic("orders", 10));
        Instruments = new FiguresInstruments(_services.GetRequiredService<IMeterFactory>());
        Samplers = new ClusterSamplers(
            new ClusterRegistry([new RegisteredCluster(Gateway, null)]), Options.Create(new ConsoleOptions()), Instruments, Clock, Log);
        Feed = new LiveFeed(Samplers, Instruments);
        ListenForSweeps();
    }

    private protected FakeTimeProvider Clock { get; } = new();

    private protected FakeGateway Gateway { get; }

    private protected LogRecorder<ClusterSampler> Log { get; } = new();

    private protected FiguresInstruments Instruments { get; }

    private protected ClusterSamplers Samplers { get; }

    private protected ClusterSampler Sampler => Samplers.Get(Cluster);

    private protected LiveFeed Feed { get; }

    private CountSignal Sweeps { get; } = new("sweeps that are done");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sweeping.ContinueWith(_ => { }, TaskScheduler.Default);
        await Samplers.DisposeAsync();
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>Begins the sweeps and returns after the first.</summary>
    private protected async Task StartSweepsAsync()
    {
        _sweeping = Samplers.RunAsync(_stop.Token);
        await Sweeps.WaitForAsync(1);
    }

    /// <summary>Moves the clock to the next sweep and returns once it is done, well or not.</summary>
    private protected async Task<ClusterSample> NextSweepAsync()
    {
        var sweeps = Sweeps.Count;
        Clock.Advance(SamplingLimits.Sweep);
        await Sweeps.WaitForAsync(sweeps + 1);
        return Sampler.Latest!;
    }

    /// <summary>The next snapshot of a subscription; fails after 20 real seconds.</summary>
    private protected static async Task<T> NextAsync<T>(LiveSubscription<T> subscription)
        where T : class, ISnapshot<T>
    {
        using CancellationTokenSource patience = new(Patience);
        await foreach (var snapshot in subscription.ReadAllAsync(patience.Token))
            return snapshot;

        throw new InvalidOperationException($"Expected another {typeof(T).Name}, but the subscription ended.");
    }

    /// <summary>The first snapshot that fits; fails after 20 real seconds.</summary>
    private protected static async Task<T> UntilAsync<T>(LiveSubscription<T> subscription, Func<T, bool> fits)
        where T : class, ISnapshot<T>
    {
        while (true)
        {
            var next = await NextAsync(subscription);
            if (fits(next))
                return next;
        }
    }

    private void ListenForSweeps()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "console.figures.failures" || tags.Contains(new("scope", "sweep")))
                Sweeps.Add();
        });
        _listener.Start();
    }
}
