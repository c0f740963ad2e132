namespace Dashboard.Configuration;

/// <summary>Warns at the start of every key that does nothing; at most <see cref="MostTold"/> are told apart.</summary>
internal sealed partial class UnknownKeyReport(IConfiguration configuration, ILogger<UnknownKeyReport> logger) : IHostedService
{
    internal const int MostTold = 20;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var warnings = UnknownKeys.Warnings(configuration).ToList();
        foreach (var warning in warnings.Take(MostTold))
            LogUnknown(warning);

        if (warnings.Count > MostTold)
            LogMore(warnings.Count - MostTold);

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogUnknown(string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} more keys under Console: do nothing")]
    private partial void LogMore(int count);
}
