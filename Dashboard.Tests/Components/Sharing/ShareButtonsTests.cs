using System.Text;
using Bunit;
using Dashboard.Api.Queues;
using Dashboard.Components.Controls;
using Dashboard.Components.Sharing;
using Dashboard.Exports;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Components.Controls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Dashboard.Tests.Components.Sharing;

public sealed class ShareButtonsTests : ComponentTest
{
    [Fact]
    public void Open_Rest_IsACommandToCopy() => Show(null).Find("[data-testid=copy-curl]").GetAttribute("data-copy")
        .ShouldBe("curl \"http://localhost/api/v1/clusters/embedded/groups\"");

    [Fact]
    public void Open_WithoutRows_OffersNoFile() =>
        Show(null).FindAll("[data-testid=export-csv], [data-testid=export-json]").ShouldBeEmpty();

    [Theory]
    [InlineData("export-csv", "g.csv", "text/csv")]
    [InlineData("export-json", "g.json", "application/json")]
    public async Task Save_Rows_HandsTheBrowserTheFile(string button, string name, string type)
    {
        var module = JSInterop.SetupModule("./js/save.js");
        module.Mode = JSRuntimeMode.Loose;
        var buttons = Show(ScreenExport.Of("g", ScreenColumns.Queues, [Rows.Queue(0, 10, 5)]));

        await buttons.Find($"[data-testid={button}]").ClickAsync(new());

        var arguments = module.VerifyInvoke("save").Arguments;
        arguments.Take(2).ShouldBe([name, type]);
        arguments[2].ShouldBeOfType<DotNetStreamReference>();
    }

    [Fact]
    public async Task Save_BrowserRefuses_SaysWhy()
    {
        JSInterop.SetupModule("./js/save.js").SetupVoid("save", _ => true).SetException(new JSException("no room"));
        var buttons = Show(ScreenExport.Of("g", ScreenColumns.Queues, [Rows.Queue(0, 10, 5)]));

        await buttons.Find("[data-testid=export-csv]").ClickAsync(new());

        Services.GetRequiredService<Notices>().Shown.ShouldHaveSingleItem().Text.ShouldContain("no room");
    }

    [Fact]
    public async Task Write_Rows_KeepsTheirOrderAndTheColumnsOfTheContract()
    {
        QueueRow[] rows = [Rows.Queue(0, 10, 5) with { QueueId = 3, Lag = null }, Rows.Queue(0, 10, 5) with { QueueId = 1 }];
        using var csv = new MemoryStream();

        await ScreenExport.Of("g", ScreenColumns.Queues, rows).WriteAsync(ExportFormat.Csv, csv, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe(
            "topic,broker,queueId,minOffset,brokerOffset,consumerOffset,lag,inFlight,timeLagMs,lastConsumedAt,produceRate,consumeRate,"
            + "etaSeconds,owner,verdict,sampledAt");
        lines[1..].Select(line => line.Split(',')[2]).ShouldBe(["3", "1"]);
        lines[1].Split(',')[6].ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_OfAGroupsPage_SaysWhatTheApiSays()
    {
        QueueRow[] rows = [Rows.Queue(0, 10, 5), Rows.Queue(1, 10, null)];
        var screen = ScreenExport.Of("g", ScreenColumns.Queues, rows, ScreenColumns.VerdictText);
        using var csv = new MemoryStream();
        using var json = new MemoryStream();
        using var csvOfApi = new MemoryStream();
        using var jsonOfApi = new MemoryStream();

        await screen.WriteAsync(ExportFormat.Csv, csv, CancellationToken.None);
        await screen.WriteAsync(ExportFormat.Json, json, CancellationToken.None);

        await CsvExport.WriteAsync(csvOfApi, QueueColumns.OfRow, rows, CancellationToken.None);
        await JsonExport.WriteAsync(
            jsonOfApi, [.. QueueColumns.OfRow, QueueColumns.VerdictText], rows, lines: false, longsAsText: false, CancellationToken.None);
        Encoding.UTF8.GetString(csv.ToArray()).ShouldBe(Encoding.UTF8.GetString(csvOfApi.ToArray()));
        Encoding.UTF8.GetString(json.ToArray()).ShouldBe(Encoding.UTF8.GetString(jsonOfApi.ToArray()));
        Encoding.UTF8.GetString(json.ToArray()).ShouldContain("\"verdictText\"");
    }

    private IRenderedComponent<ShareButtons> Show(ScreenExport? export) => Render<ShareButtons>(with => with
        .Add(shown => shown.Rest, "api/v1/clusters/embedded/groups").Add(shown => shown.Export, export));
}
