using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Api.Problems;

/// <summary>Gives answers of the API that no endpoint wrote, as for an unknown path or method, their problem+json.</summary>
internal static class StatusPages
{
    public static Task WriteAsync(StatusCodeContext failed)
    {
        var (request, response) = (failed.HttpContext.Request, failed.HttpContext.Response);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsOptions(request.Method))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        var path = Clip.Text(request.Path);
        var detail = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"there is nothing at {path}; /openapi/v1.json lists what there is",
            StatusCodes.Status405MethodNotAllowed =>
                $"{request.Method} is not offered at {path}; there is: {response.Headers[HeaderNames.Allow]}",
            _ => null,
        };
        return TypedResults.Problem(detail, statusCode: response.StatusCode).ExecuteAsync(failed.HttpContext);
    }
}
