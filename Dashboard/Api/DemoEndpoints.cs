using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Demo;

namespace Dashboard.Api;

/// <summary>Demo producers and consumers on the embedded cluster.</summary>
internal static class DemoEndpoints
{
    private const string Json = "application/json";

    public static void MapDemo(this RouteGroupBuilder api)
    {
        var demo = api.MapGroup("/demo").WithTags("demo").AddEndpointFilter<DemoAvailableFilter>();
        demo.MapRead("/producers", Producers).WithName("listDemoProducers").WithSummary("Demo producers, running and finished")
            .Produces<IReadOnlyList<DemoProducerView>>().ProducesProblem(409);
        demo.MapChange("POST", "/producers", StartProducerAsync).WithName("startDemoProducer").WithSummary("Starts a demo producer")
            .Accepts<DemoProducerContract>(Json).Produces<StartedContract>(201);
        demo.MapChange("DELETE", "/producers/{id}", StopProducerAsync).WithName("stopDemoProducer").WithSummary("Stops a demo producer")
            .Produces(204);
        demo.MapRead("/consumers", Consumers).WithName("listDemoConsumers").WithSummary("Demo consumers that run")
            .Produces<IReadOnlyList<DemoConsumerView>>().ProducesProblem(409);
        demo.MapChange("POST", "/consumers", StartConsumersAsync).WithName("startDemoConsumers").WithSummary("Starts demo consumers")
            .Accepts<DemoConsumerContract>(Json).Produces<StartedContract>(201);
        demo.MapChange("DELETE", "/consumers/{id}", StopConsumersAsync).WithName("stopDemoConsumers")
            .WithSummary("Stops demo consumers, or kills them: ?kill=true closes the channel, ?kill=silent stops heartbeats")
            .Produces(204);
        demo.MapRead("/scenarios", Scenarios).WithName("listDemoScenarios").WithSummary("Situations that can be set up")
            .Produces<IReadOnlyList<DemoScenarioContract>>().ProducesProblem(409);
        demo.MapChange("POST", "/scenarios/{id}", StartScenarioAsync).WithName("startDemoScenario").WithSummary("Sets a situation up")
            .Produces(204);
    }

    private static IResult Scenarios(HttpContext context) => ApiJson.Result(
        context,
        DemoScenarios.All
            .Select(scenario => new DemoScenarioContract(scenario.Id, scenario.Title, scenario.Look, scenario.Group))
            .ToArray());

    private static async Task<IResult> StartScenarioAsync(string id, DemoTraffic demo, CancellationToken cancellationToken) =>
        await demo.StartScenarioAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                $"there is no demo scenario '{Clip.Text(id)}'; there is: "
                + string.Join(", ", DemoScenarios.All.Select(scenario => scenario.Id)),
                statusCode: 404,
                title: "Unknown demo scenario");

    private static IResult Producers(HttpContext context, DemoTraffic demo) => ApiJson.Result(context, demo.Producers);

    private static IResult Consumers(HttpContext context, DemoTraffic demo) => ApiJson.Result(context, demo.Consumers);

    private static async Task<IResult> StartProducerAsync(HttpContext context, DemoTraffic demo, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<DemoProducerContract>(context.Request, cancellationToken);
        var topic = body.Topic ?? throw new InvalidBodyException("topic", "topic is missing; name the topic to send to");
        var id = await demo.StartProducerAsync(
            new DemoProducerRequest(topic, body.RatePerSecond, body.BodyBytes, body.Count, body.Tags) { KeyPrefix = body.Keys },
            cancellationToken);
        return Started(context, id);
    }

    private static async Task<IResult> StartConsumersAsync(HttpContext context, DemoTraffic demo, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<DemoConsumerContract>(context.Request, cancellationToken);
        var group = body.Group ?? throw new InvalidBodyException("group", "group is missing; name the consumer group");
        var topic = body.Topic ?? throw new InvalidBodyException("topic", "topic is missing; name the topic to consume");
        var request = new DemoConsumerRequest(group, topic, body.Instances, body.DelayMs)
        {
            FailurePercent = body.FailurePercent,
            Orderly = body.Orderly,
            Broadcast = body.Broadcast,
            MaxRetries = body.MaxRetries,
        };
        var id = await demo.StartConsumersAsync(request, cancellationToken);
        return Started(context, id);
    }

    private static async Task<IResult> StopProducerAsync(string id, DemoTraffic demo, CancellationToken cancellationToken) =>
        await demo.StopProducerAsync(id, cancellationToken) ? TypedResults.NoContent() : NotFound("producer", id);

    private static async Task<IResult> StopConsumersAsync(string id, string? kill, DemoTraffic demo, CancellationToken cancellationToken) =>
        await demo.StopConsumersAsync(id, ParseStop(kill), cancellationToken) ? TypedResults.NoContent() : NotFound("consumers", id);

    private static ConsumerStop ParseStop(string? kill) => kill switch
    {
        null or "" or "false" => ConsumerStop.Clean,
        "true" => ConsumerStop.Kill,
        "silent" => ConsumerStop.Silent,
        _ => throw new InvalidBodyException("kill", $"kill={Clip.Text(kill)} is unknown; there is: true, silent"),
    };

    private static IResult Started(HttpContext context, string id) =>
        TypedResults.Created($"{context.Request.PathBase}{context.Request.Path}/{id}", new StartedContract(id));

    private static IResult NotFound(string what, string id) =>
        TypedResults.Problem($"no demo {what} '{id}' is running", statusCode: 404, title: $"Unknown demo {what}");
}
