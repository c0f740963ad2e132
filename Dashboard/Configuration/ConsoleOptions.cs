using Engine.Hosting;

namespace Dashboard.Configuration;

/// <summary>Everything under <c>Console</c> in appsettings.json, the environment (<c>Console__…</c>) and the command line.</summary>
internal sealed class ConsoleOptions
{
    internal const string Section = "Console";

    /// <summary>Where the brokers' stores and the console's database are; relative to the content root. <value>./data</value></summary>
    public string DataFolder { get; set; } = "./data";

    /// <summary>The cluster that runs in this process.</summary>
    public EmbeddedClusterOptions Embedded { get; set; } = new();

    /// <summary>Clusters that run elsewhere.</summary>
    public IList<RemoteClusterOptions> Clusters { get; } = [];

    /// <summary>Who may use the console.</summary>
    public AuthOptions Auth { get; set; } = new();

    /// <summary>What a reset asks for.</summary>
    public ResetsOptions Resets { get; set; } = new();

    /// <summary>How fast figures move.</summary>
    public LiveOptions Live { get; set; } = new();

    /// <summary>What <c>/metrics</c> shows.</summary>
    public MetricsOptions Metrics { get; set; } = new();

    /// <summary>Where measurements and traces are sent.</summary>
    public OpenTelemetryOptions OpenTelemetry { get; set; } = new();

    /// <summary>How much of the figures is kept.</summary>
    public HistoryOptions History { get; set; } = new();
}
