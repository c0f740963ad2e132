using Dashboard.Api.Problems;
using Dashboard.Api.Queues;

namespace Dashboard.Api;

/// <summary>The REST API under /api/v1 and its OpenAPI document.</summary>
internal static class ApiRoot
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ProblemFilter>().DisableAntiforgery();
        api.MapClusters();
        api.MapTopics();
        api.MapGroups();
        api.MapQueues();
        api.MapResets();
        api.MapDemo();
        api.MapLater();
        api.MapFallback(Unknown).ExcludeFromDescription();
        app.MapLaterAtRoot();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    private static IResult Unknown(HttpContext context) => TypedResults.Problem(
        $"there is nothing at {context.Request.Path}; /openapi/v1.json lists what there is",
        statusCode: 404,
        title: "Unknown path");
}
