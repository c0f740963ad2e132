namespace Dashboard.Changes.Audit;

/// <summary>Opens the audit before the console serves anybody: a file that cannot be used stops the start.</summary>
internal sealed class AuditPreparation(AuditLog log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => log.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
