using Dashboard.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dashboard.Hosting;

/// <summary>
/// Sends the meters and spans of the engine and the console to an OTLP collector: measurements every minute, spans in batches of 5 s.
/// A collector that is away costs nothing but what is dropped. The usual OTEL_… variables set what the configuration does not.
/// </summary>
internal sealed class TelemetryExport(OpenTelemetryOptions options) : IHostedService
{
    private const string EngineName = "Engine";
    private const string ConsoleMeters = "Console.*";
    private const string ServiceName = "console";
    private const int StopMilliseconds = 750;

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(EngineName, ConsoleMeters)
            .AddOtlpExporter(exporter => Direct(exporter, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(EngineName)
            .AddOtlpExporter(exporter => Direct(exporter, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, and gives that up after 0.75 s for each of the two: a stop has 4.5 s for everything.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.Shutdown(StopMilliseconds);
        _meters?.Shutdown(StopMilliseconds);
        _traces?.Dispose();
        _meters?.Dispose();
        return Task.CompletedTask;
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService(ServiceName, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString());

    /// <summary>An address in the options is taken as it stands, so that over HTTP the path of the signal is ours to add.</summary>
    private void Direct(OtlpExporterOptions exporter, string path)
    {
        var endpoint = OpenTelemetryOptions.Parse(options.Endpoint!)!;
        var isHttp = options.Protocol.Equals(OpenTelemetryOptions.HttpProtobuf, StringComparison.OrdinalIgnoreCase);
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}") : endpoint;
    }
}
