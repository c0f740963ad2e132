namespace Dashboard.Demo;

/// <summary>Stops the demo traffic before the cluster below it: hosted services stop in the reverse order of their registration.</summary>
internal sealed class DemoShutdown(DemoTraffic demo) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await demo.DisposeAsync();
}
