using Dashboard.Auth;
using Dashboard.Configuration;

namespace Dashboard.Hosting;

/// <summary>The whole console: what it is made of, and in which order a request passes.</summary>
internal static class ConsoleHost
{
    // Of the 5 s in which a stop must be done, a little is left for the process itself.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(4.5);

    /// <summary>Checks the configuration and adds every room. A <see cref="StartupException"/> lists what is wrong.</summary>
    internal static void AddConsole(this WebApplicationBuilder builder)
    {
        ConsoleConfiguration.LiftHostVariables(builder.Configuration);
        var options = ConfigurationCheck.Read(builder.Configuration, builder.Environment.ContentRootPath);
        string[] problems =
        [
            .. PortCheck.Problems(builder.Configuration),
            .. CertificateCheck.Problems(builder.Configuration, CertificateCheck.HasDevelopmentCertificate),
        ];
        if (problems.Length > 0)
            throw new StartupException(problems);

        ConsoleConfiguration.DefaultAddress(builder);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(LingeringConnections.Watch);

        var services = builder.Services;
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopTime;

            // The cluster recovers while the audit is opened and the web server begins; /health/ready tells when all is done.
            host.ServicesStartConcurrently = true;
        });
        var startup = new StartupPhase();
        services.AddSingleton(startup);
        services.PostConfigure<LoggerFilterOptions>(filters => StartupProblems.Quieten(filters, () => startup.IsUnderWay));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LingeringConnections>();
        services.AddConfigurationRoom(builder.Configuration, builder.Environment);
        services.AddAuthRoom(builder.Configuration);
        services.AddClustersRoom(options);
        services.AddFiguresRoom();
        services.AddChangesRoom();
        services.AddDemoRoom();
        services.AddApiRoom();
        services.AddComponentsRoom();
        services.AddTelemetry(options.OpenTelemetry);
        HoldDataFolder(services, options.DataFolder);
    }

    /// <summary>The way of a request: host name, failure page, headers, foreign pages kept out, then the endpoints of the rooms.</summary>
    internal static void MapConsole(this WebApplication app)
    {
        var startup = app.Services.GetRequiredService<StartupPhase>();
        app.Lifetime.ApplicationStarted.Register(startup.End);
        app.UseExceptionHandler();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ForeignPageGuard>();
        app.UseNotFoundPage();
        app.UseApiProblems();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapFiguresRoom();
        app.MapApiRoom();
        app.MapComponentsRoom();
    }

    /// <summary>
    /// Last, when nothing else can fail any more; first among the hosted services, so that it is let go after all others.
    /// </summary>
    private static void HoldDataFolder(IServiceCollection services, string path)
    {
        var folder = DataFolder.Hold(path);
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(_ => folder));
    }
}
