using System.Diagnostics.Metrics;
using Bunit;
using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Imports;
using Dashboard.Changes.Operations;
using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Configuration;
using Dashboard.Demo;
using Dashboard.Figures.History;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Tests.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Dashboard.Tests.Components;

/// <summary>A bUnit context in which pages render as in a browser, over a cluster set by the test and a clock that stands.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pages-");
    private int _ids;

    /// <summary>What is waited for comes by itself; beside browsers on a busy machine it may take longer than bUnit's second.</summary>
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(15);

    protected ComponentTest()
    {
        Cluster = new FakeCluster(Clock);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<Attempts>();
        Services.AddSingleton<Display>();
        Services.AddSingleton<Texts>();
        Services.AddSingleton<LiveView>();
        Services.AddSingleton<LiveReadings>();
        Services.AddSingleton<Notices>();
        Services.AddScoped<TopicDialogs>();
        Services.AddSingleton<ResetReports>();
        Services.AddSingleton<ResetWords>();
        Services.AddOptions<ConsoleOptions>();
        Services.AddMetrics();
        Services.AddSingleton(provider => new FiguresInstruments(provider.GetRequiredService<IMeterFactory>()));
        Services.AddSingleton(_ => new ClusterRegistry([new RegisteredCluster(Cluster, Cluster)]));
        Services.AddSingleton<ClusterSamplers>();
        Services.AddSingleton<LiveFeed>();
        AddHistory();
        AddChanges();
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal FakeCluster Cluster { get; }

    internal LiveFeed Feed => Services.GetRequiredService<LiveFeed>();

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>Renders as in a browser.</summary>
    public new IRenderedComponent<T> Render<T>(Action<ComponentParameterCollectionBuilder<T>>? with = null)
        where T : IComponent
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return base.Render(with);
    }

    internal Task PrepareAuditAsync() => Services.GetRequiredService<AuditLog>().PrepareAsync(CancellationToken.None);

    /// <summary>Takes a sample of the group now, as after a change signal, and hands it to all who watch.</summary>
    internal Task PushGroupAsync(string group)
    {
        Feed.Invalidate(Cluster.Name);
        return Feed.ReadGroupAsync(Cluster.Name, group, CancellationToken.None);
    }

    /// <summary>Takes a sample of the whole cluster now and hands it to all who watch.</summary>
    internal Task PushClusterAsync()
    {
        Feed.Invalidate(Cluster.Name);
        return Feed.ReadOverviewAsync(Cluster.Name, CancellationToken.None);
    }

    /// <summary>Lets the page take its next snapshot: renders are 100 ms apart.</summary>
    internal async Task PassRenderDistanceAsync()
    {
        await Clock.WaitForTimersAsync(1);
        Clock.Advance(TimeSpan.FromMilliseconds(100));
    }

    private void AddHistory()
    {
        Services.AddSingleton(_ => new HistoryBook(1000));
        Services.AddSingleton(_ => new HistoryDatabase(Path.Combine(_folder.FullName, "history.db")));
        Services.AddSingleton(_ => new HistoryBounds(TimeSpan.FromDays(7), long.MaxValue));
        Services.AddSingleton<HistoryKeeper>();
        Services.AddSingleton<HistoryQueries>();
    }

    private void AddChanges()
    {
        Services.AddSingleton(_ => new AuditLog(Path.Combine(_folder.FullName, "console.db"), Clock));
        Services.AddSingleton(provider => new AuditedChange(
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<LiveFeed>().Invalidate,
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<AuditedChange>>()));
        Services.AddSingleton<ClusterChangers>();
        Services.AddSingleton<ClusterOperations>();
        Services.AddSingleton<NodeOperations>();
        Services.AddSingleton(_ => new IdSource(() => $"plan-{++_ids}"));
        Services.AddSingleton<ResetPlanning>();
        Services.AddSingleton<ResetPlanStore>();
        Services.AddSingleton<ResetHistory>();
        Services.AddSingleton<AuditReader>();
        Services.AddSingleton<ResetApplier>();
        Services.AddSingleton<OffsetResets>();
        Services.AddSingleton<ResetUndo>();
        Services.AddSingleton<ResetMessages>();
        Services.AddSingleton<ResetRuns>();
        Services.AddSingleton<OffsetImports>();
        Services.AddSingleton<DemoTraffic>();
    }
}
