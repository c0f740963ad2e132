using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Hosting;

/// <summary>What an OTLP collector is sent.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Stop_EndpointSet_CollectorHasTheMetersAndSpans()
    {
        ConcurrentDictionary<string, string> received = new();
        await using var collector = await CollectAsync(received);
        await using (var console = await TestConsole.StartAsync(
            $"--Console:OpenTelemetry:Endpoint={collector.Urls.Single()}", "--Console:OpenTelemetry:Protocol=HttpProtobuf"))
        {
            using ActivitySource engine = new("Engine");
            engine.StartActivity("send orders")!.Dispose();
            await console.WaitForSampleAsync();
            await console.StopAsync();
        }

        received["/v1/metrics"].ShouldContain("console.figures.samples");
        received["/v1/metrics"].ShouldContain("service.name");
        received["/v1/traces"].ShouldContain("send orders");
    }

    [Fact]
    public async Task Start_NoEndpoint_NobodyListensToTheEngine()
    {
        await using var console = await TestConsole.StartAsync();

        console.HasHostedService("TelemetryExport").ShouldBeFalse();
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using StreamReader body = new(context.Request.Body, Encoding.Latin1);
            var text = await body.ReadToEndAsync();
            received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await collector.StartAsync();
        return collector;
    }
}
