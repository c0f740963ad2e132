using System.Net;

namespace Dashboard.Tests.Api;

/// <summary>What later versions offer is named, and what there is is listed.</summary>
public sealed class LaterApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Theory]
    [InlineData("GET", "/metrics")]
    public async Task Path_OfALaterVersion_IsNamedWithWhatThereIs(string method, string path)
    {
        var answer = await console.Client.CallAsync(
            new HttpMethod(method), path, method is "POST" or "PUT" ? "{}" : null, request => request.Headers.Add("Accept", "text/html"));

        answer.ShouldBeProblem(
            HttpStatusCode.BadRequest,
            path.Split('?')[0],
            "not offered by this version",
            "topics",
            "queues (json, csv, ndjson)",
            "demo/producers");
    }
}
