using System.Net;

namespace Dashboard.Tests.Hosting;

/// <summary>The way of a request through the real pipeline.</summary>
public sealed class ConsoleHostTests : IAsyncLifetime
{
    private TestConsole _console = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _console = await TestConsole.StartAsync("--AllowedHosts=console.example");
        _client = _console.CreateClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task Health_ClusterStarting_IsLiveAndNotReady()
    {
        _console.Gateway.IsReady = false;

        (await _client.GetStringAsync("/health/live")).ShouldBe("live");
        var ready = await _client.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldBe("not ready: embedded");

        _console.Gateway.IsReady = true;
        (await _client.GetStringAsync("/health/ready")).ShouldBe("ready");
    }

    [Fact]
    public async Task Health_BrokerTakesNoMessages_IsNotReadyAndSaysWhy()
    {
        _console.Gateway.WriteStops = new Dictionary<string, string> { ["broker-a"] = "The disk of /data/a is 97.0 % full" };

        var ready = await _client.GetAsync("/health/ready");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldBe("not ready: broker-a: The disk of /data/a is 97.0 % full");
    }

    [Theory]
    [InlineData("127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]:80", HttpStatusCode.OK)]
    [InlineData("console.example", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    public async Task Host_NameOfTheRequest_IsLoopbackOrConfigured(string host, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/health/live") { Headers = { Host = host } };

        (await _client.SendAsync(request)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Page_Headers_LetNothingInFromElsewhere()
    {
        var page = await _client.GetAsync("/");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("script-src 'self' 'sha256-");
        policy.ShouldNotContain("script-src 'self' 'unsafe-inline'");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }

    [Fact]
    public async Task Blazor_PageOfAnotherSite_CannotConnect()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "http://evil.example");

        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
