using Dashboard.Clusters;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: every cluster it runs has started and takes messages.</summary>
internal static class HealthEndpoints
{
    private const string Text = "text/plain";

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", Live).WithTags("health").WithName("live").Produces<string>(200, Text);
        app.MapGet("/health/ready", Ready).WithTags("health").WithName("ready").Produces<string>(200, Text).Produces<string>(503, Text);
    }

    private static ContentHttpResult Live() => TypedResults.Text("live");

    private static ContentHttpResult Ready(ClusterRegistry registry)
    {
        var starting = registry.Clusters.Where(cluster => !cluster.IsReady).Select(cluster => cluster.Name).ToArray();
        var refusing = registry.Clusters.SelectMany(cluster => cluster.WriteStops)
            .OrderBy(broker => broker.Key, StringComparer.Ordinal).Select(broker => $"{broker.Key}: {broker.Value}");
        string[] reasons = [.. starting, .. refusing];
        return reasons.Length == 0
            ? TypedResults.Text("ready")
            : TypedResults.Text($"not ready: {string.Join(", ", reasons)}", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
