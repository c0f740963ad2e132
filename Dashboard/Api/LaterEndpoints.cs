namespace Dashboard.Api;

/// <summary>What the contract names and this version does not do yet: a clear 400 that lists what there is, instead of a 404.</summary>
internal static class LaterEndpoints
{
    private const string Offered =
        "clusters, nodes (list, stop, start, kill), topics (list, create, configure, read, delete, send), " +
        "groups (list, create, configure, read, delete), " +
        "queues (json, csv, ndjson), history, resets (plan, apply, undo), consumer-offsets (read, import), clients, members, " +
        "messages (read, consume), dead-letters (read, export, resend), audit (json, csv, ndjson), " +
        "demo/producers, demo/consumers, demo/scenarios";

    /// <summary>Paths at the root.</summary>
    public static void MapLaterAtRoot(this IEndpointRouteBuilder root) => root.MapGet("/metrics", Refuse).ExcludeFromDescription();

    private static IResult Refuse(HttpContext context) => TypedResults.Problem(
        $"{context.Request.Method} {context.Request.Path} is not offered by this version; there is: {Offered}",
        statusCode: 400,
        title: "Not offered yet");
}
