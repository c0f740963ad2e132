using System.Text.Json;
using Dashboard.Api.Contracts;
using Dashboard.Changes.Resets;
using Engine.Admin;

namespace Dashboard.Api.Problems;

/// <summary>Turns the known failures of a handler into problem+json, in one place for all endpoints.</summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    private const string RetryAfterSeconds = "1";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            // Before anything is done: an answer in a form that is not offered would come too late for a change.
            ApiJson.LongsAsText(context.HttpContext);
            QueryNames.Require(context.HttpContext);
            return await next(context);
        }
        catch (ResetDriftException drift)
        {
            var options = ApiJson.LongsAsText(context.HttpContext) ? ApiJson.Strings : ApiJson.Numbers;
            var fresh = JsonSerializer.SerializeToElement(ResetPlanContract.Of(drift.Fresh), options);
            var drifted = drift.Reasons.Select(reason => reason.Text);
            var extensions = new Dictionary<string, object?> { ["drifted"] = drifted, ["plan"] = fresh };
            return TypedResults.Problem(drift.Message, statusCode: 409, title: "The figures moved since the plan", extensions: extensions);
        }
        catch (Exception exception) when (ProblemMap.Of(exception) is { } problem)
        {
            if (exception is AdminException { Kind: AdminErrorKind.NotReady })
            {
                context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            }

            return TypedResults.Problem(problem);
        }
    }
}
