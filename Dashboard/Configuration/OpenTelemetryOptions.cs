namespace Dashboard.Configuration;

/// <summary>Section <c>Console:OpenTelemetry</c>.</summary>
internal sealed class OpenTelemetryOptions
{
    internal const string Grpc = "Grpc";
    internal const string HttpProtobuf = "HttpProtobuf";

    internal static readonly IReadOnlyList<string> Protocols = [Grpc, HttpProtobuf];

    /// <summary>Address of an OTLP collector; nothing is measured, traced or sent without one. <value>none</value></summary>
    public string? Endpoint { get; set; }

    /// <summary>How the collector is spoken to, Grpc or HttpProtobuf. <value>Grpc</value></summary>
    public string Protocol { get; set; } = Grpc;

    /// <summary>An absolute http or https address; null when it is none.</summary>
    internal static Uri? Parse(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;
}
