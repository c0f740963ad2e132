using System.Text;
using Dashboard.Clusters;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Hosting;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Hosting;

/// <summary>The console over the real embedded cluster, in this process.</summary>
public sealed class EmbeddedConsoleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("embedded-console-");
    private readonly WebApplication _app;

    public EmbeddedConsoleTests()
    {
        var builder = ConsoleProgram.CreateBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Console:DataFolder={_data.FullName}", .. RemotingPorts.None]);
        builder.AddConsole();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapConsole();
    }

    private ClusterRegistry Clusters => _app.Services.GetRequiredService<ClusterRegistry>();

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    [Trait("Behaviour", "H2")]
    public async Task WatchTopic_MessageSent_IsSeenByTheViewer()
    {
        var changer = Clusters.FindChanger("embedded").ShouldNotBeNull();
        await changer.CreateTopicAsync(new TopicSettings("orders", Queues: 1, Brokers: ["broker-a"]), default);
        await using var viewer = _app.Services.GetRequiredService<LiveFeed>().WatchTopic("embedded", "orders");
        using CancellationTokenSource patience = new(Patience);
        await using var snapshots = viewer.ReadAllAsync(patience.Token).GetAsyncEnumerator();
        (await snapshots.MoveNextAsync()).ShouldBeTrue();

        var sent = await changer.SendAsync(new Message { Topic = "orders", Body = Encoding.UTF8.GetBytes("x") }, 1, default);

        sent.Sent.ShouldBe(1);
        TopicSnapshot seen;
        do
        {
            (await snapshots.MoveNextAsync()).ShouldBeTrue();
            seen = snapshots.Current;
        }
        while (seen.MaxOffset < 1);

        seen.Source.ShouldBe("push");
        seen.Queues.ShouldHaveSingleItem().LastStoredAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(seen.SampledAt);
    }

    [Fact]
    public void Registry_EmbeddedCluster_CanBeReadAndChanged()
    {
        var gateway = Clusters.Clusters.ShouldHaveSingleItem();

        gateway.Name.ShouldBe("embedded");
        gateway.Kind.ShouldBe(ClusterKind.Embedded);
        gateway.IsReady.ShouldBeTrue();
        gateway.IsReadOnly.ShouldBeFalse();
        Directory.Exists(Path.Combine(_data.FullName, "brokers", "broker-a")).ShouldBeTrue();
    }
}
