using Dashboard.Api.Audit;
using Dashboard.Api.History;
using Dashboard.Api.Offsets;
using Dashboard.Api.Problems;
using Dashboard.Api.Queues;

namespace Dashboard.Api;

/// <summary>The REST API under /api/v1 and its OpenAPI document.</summary>
internal static class ApiRoot
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ProblemFilter>().DisableAntiforgery();
        api.MapClusters();
        api.MapNodes();
        api.MapTopics();
        api.MapGroups();
        api.MapQueues();
        api.MapHistory();
        api.MapTimeline();
        api.MapResets();
        api.MapOffsets();
        api.MapClients();
        api.MapMessages();
        api.MapDeadLetters();
        api.MapAudit();
        api.MapDemo();
        app.MapMetrics();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    /// <summary>GET, and HEAD, which gets the same headers.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Reading, handler).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    /// <summary>A change: its endpoint names the method.</summary>
    public static RouteHandlerBuilder MapChange(this IEndpointRouteBuilder routes, string method, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [method], handler)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(415)
            .ProducesProblem(503);
}
