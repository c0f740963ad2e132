using Dashboard.Figures.Metrics;

namespace Dashboard.Api;

/// <summary><c>/metrics</c>: the figures for Prometheus, under the names that boards for apache/rocketmq-exporter read.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder root) =>
        root.MapGet("/metrics", WriteAsync).WithTags("health").WithName("metrics")
            .WithSummary("The figures in Prometheus's text format")
            .Produces<string>(200, "text/plain");

    private static Task WriteAsync(HttpContext context, MetricsPage page)
    {
        context.Response.ContentType = MetricsText.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        return page.WriteAsync(context.Response.BodyWriter, context.RequestAborted);
    }
}
