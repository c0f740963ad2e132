using Dashboard.Demo;

namespace Dashboard.Api;

/// <summary>Answers 409 on every demo path while the embedded cluster is switched off.</summary>
internal sealed class DemoAvailableFilter(DemoTraffic demo) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => demo.IsAvailable
        ? await next(context)
        : TypedResults.Problem(
            "demo traffic needs the embedded cluster, which is switched off (Console:Embedded:Enabled)",
            statusCode: 409,
            title: "There is no embedded cluster");
}
