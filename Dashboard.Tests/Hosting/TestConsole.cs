using Dashboard.Clusters;
using Dashboard.Hosting;
using Dashboard.Tests.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Hosting;

/// <summary>The real console on a real socket, over one fake cluster named "embedded" and a data folder of its own.</summary>
internal sealed class TestConsole : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("console-");
    private readonly WebApplication _app;

    private TestConsole(IClusterChanger? changer, string[] settings)
    {
        var builder = ConsoleProgram.CreateBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Console:DataFolder={_data.FullName}", "--Console:Embedded:Enabled=false", .. settings]);
        builder.AddConsole();
        builder.Logging.ClearProviders();
        builder.Services.RemoveAll<ClusterRegistry>();
        builder.Services.AddSingleton(new ClusterRegistry([new RegisteredCluster(Gateway, changer)]));
        _app = builder.Build();
        _app.MapConsole();
    }

    internal FakeGateway Gateway { get; } = new(TimeProvider.System);

    internal IServiceProvider Services => _app.Services;

    internal Uri Address => new(_app.Urls.Single());

    internal static Task<TestConsole> StartAsync(params string[] settings) => StartAsync(changer: null, settings);

    /// <summary>A console whose cluster is changed through <paramref name="changer"/>; null makes it read-only.</summary>
    internal static async Task<TestConsole> StartAsync(IClusterChanger? changer, params string[] settings)
    {
        TestConsole console = new(changer, settings);
        console.Gateway.Set(Sample.Group("g", Sample.Queue(10, 4)));
        console.Gateway.Set(Sample.Topic("orders", 10));
        await console._app.StartAsync();
        return console;
    }

    /// <summary>A console whose cluster is starting: every read fails with <paramref name="failure"/>.</summary>
    internal static async Task<TestConsole> StartNotReadyAsync(Exception failure)
    {
        TestConsole console = new(changer: null, []);
        console.Gateway.IsReady = false;
        console.Gateway.Failure = failure;
        await console._app.StartAsync();
        return console;
    }

    internal Task StopAsync() => _app.StopAsync();

    /// <summary>Returns once the cluster has been sampled.</summary>
    internal async Task WaitForSampleAsync() => await Gateway.ClusterReads.WaitForAsync(2);

    internal bool HasHostedService(string name) => Services.GetServices<IHostedService>().Any(service => service.GetType().Name == name);

    internal HttpClient CreateClient() => new() { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
