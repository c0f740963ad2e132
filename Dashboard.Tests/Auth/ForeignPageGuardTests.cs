using Dashboard.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Auth;

public sealed class ForeignPageGuardTests
{
    private const string Own = "http://127.0.0.1:5080";
    private const string Json = "application/json";

    [Theory]
    [InlineData("GET", "/api/v1/clusters", "http://evil.example", null, 200)]
    [InlineData("GET", "/_blazor", "http://evil.example", null, 403)]
    [InlineData("GET", "/_blazor", Own, null, 200)]
    [InlineData("GET", "/hubs/live", "http://evil.example", null, 403)]
    [InlineData("GET", "/hubs/live", "http://127.0.0.1:5081", null, 403)]
    [InlineData("GET", "/hubs/live", "https://127.0.0.1:5080", null, 403)]
    [InlineData("GET", "/hubs/live", null, null, 200)]
    [InlineData("POST", "/hubs/live/negotiate", "null", null, 403)]
    [InlineData("POST", "/api/v1/clusters/c/topics", null, Json, 200)]
    [InlineData("POST", "/api/v1/clusters/c/topics", Own, Json, 200)]
    [InlineData("POST", "/api/v1/clusters/c/topics", Own, "application/json; charset=utf-8", 200)]
    [InlineData("POST", "/api/v1/clusters/c/topics", "http://evil.example", Json, 403)]
    [InlineData("POST", "/api/v1/clusters/c/topics", Own, "text/plain", 415)]
    [InlineData("PUT", "/api/v1/clusters/c/topics/t", null, "application/x-www-form-urlencoded", 415)]
    [InlineData("DELETE", "/api/v1/clusters/c/topics/t", null, null, 200)]
    [InlineData("DELETE", "/api/v1/clusters/c/topics/t", "http://evil.example", null, 403)]
    [InlineData("POST", "/settings", Own, "application/x-www-form-urlencoded", 200)]
    public async Task InvokeAsync_Request_IsLetInOrRefused(string method, string path, string? origin, string? contentType, int status)
    {
        var context = Request(method, path);
        context.Request.ContentType = contentType;
        if (origin is not null)
            context.Request.Headers.Origin = origin;

        await Guard().InvokeAsync(context);

        context.Response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 200)]
    [InlineData("none", 200)]
    public async Task InvokeAsync_FetchSite_CountsWhereThereIsNoOrigin(string site, int status)
    {
        var context = Request("DELETE", "/api/v1/clusters/c/topics/t");
        context.Request.Headers["Sec-Fetch-Site"] = site;

        await Guard().InvokeAsync(context);

        context.Response.StatusCode.ShouldBe(status);
    }

    private static ForeignPageGuard Guard() => new(_ => Task.CompletedTask, NullLogger<ForeignPageGuard>.Instance);

    private static DefaultHttpContext Request(string method, string path)
    {
        var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        DefaultHttpContext context = new() { RequestServices = services };
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("127.0.0.1", 5080);
        context.Request.Path = path;
        return context;
    }
}
