using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Controls;

public sealed class QueueGridTests : ComponentTest
{
    private const string GrowingText = "More arrives than is consumed: the lag grew from 500 to 1,200 within 20 s.";

    private static readonly VerdictEvidence Growing =
        new(VerdictKind.Growing) { From = 500, To = 1200, Length = TimeSpan.FromSeconds(20) };

    [Fact]
    public void Render_Queues_CarriesTheirNamesAndPlainDigits()
    {
        var grid = Show(Rows.Queue(0, 80_120, 79_980));

        var row = grid.Find("[data-testid=queue-grid] [data-testid=queue-row]");
        string.Join(",", row.GetAttribute("data-topic"), row.GetAttribute("data-broker"), row.GetAttribute("data-queue"))
            .ShouldBe("orders,broker-a,0");
        Cell(row, "broker-offset").ShouldBe(("80120", "80,120"));
        Cell(row, "consumer-offset").ShouldBe(("79980", "79,980"));
        Cell(row, "lag").ShouldBe(("140", "140"));
        row.TextContent.ShouldContain("3 s ago");
    }

    [Fact]
    public void Render_UnknownOffset_IsADashWithItsCauseAndNoDigits()
    {
        var row = Show(Rows.Queue(0, 5, null)).Find("[data-testid=queue-row]");

        Cell(row, "consumer-offset").ShouldBe(("", "—"));
        Cell(row, "lag").ShouldBe(("", "—"));
        row.QuerySelector("[data-testid=consumer-offset]")!.GetAttribute("title")
            .ShouldBe("The group never committed an offset on this queue.");
    }

    [Fact]
    public void Render_MessagesDeletedUnread_AreCountedApartFromTheLag()
    {
        var grid = Show(Rows.Queue(0, 100, 45) with { MinOffset = 70, Lag = 30 }, Rows.Queue(1, 100, 70) with { MinOffset = 70, Lag = 30 });

        var rows = grid.FindAll("[data-testid=queue-row]");
        Cell(rows[0], "expired").ShouldBe(("25", "25 expired"));
        rows[0].QuerySelector("[data-testid=lag]")!.GetAttribute("data-value").ShouldBe("30");
        rows[1].QuerySelector("[data-testid=expired]").ShouldBeNull();
    }

    [Fact]
    public void Render_BroadcastingGroup_SaysWhoKeepsTheOffsets()
    {
        var grid = Render<QueueGrid>(with => with
            .Add(grid => grid.Rows, [Rows.Queue(0, 5, null)]).Add(grid => grid.Now, Rows.Now).Add(grid => grid.Broadcasting, true));

        grid.Find("[data-testid=lag]").GetAttribute("title").ShouldBe("A broadcasting group's offsets are kept by each client.");
    }

    [Fact]
    public void Render_NextSample_ChangesTheCellsInPlace()
    {
        var grid = Show(Rows.Queue(0, 100, 100), Rows.Queue(1, 200, 150));

        Push(grid, Rows.Queue(0, 130, 110), Rows.Queue(1, 200, 200));

        var rows = grid.FindAll("[data-testid=queue-row]");
        rows.Select(row => Cell(row, "lag").Value).ShouldBe(["20", "0"]);
        rows.Select(row => Cell(row, "broker-offset").Value).ShouldBe(["130", "200"]);
    }

    [Fact]
    public void Render_QueueBehind_ShowsInFlightTimesAndTheVerdictWithItsSentence()
    {
        var behind = Rows.Queue(0, 2000, 800) with
        {
            InFlight = 32,
            TimeLagMs = 62_300,
            EtaSeconds = null,
            Verdict = "behind",
            Evidence = Growing,
        };

        var row = Show(behind).Find("[data-testid=queue-row]");

        Cell(row, "in-flight").ShouldBe(("32", "32"));
        Cell(row, "time-lag").ShouldBe(("62300", "1 m 02 s"));
        row.QuerySelector("[data-testid=eta]")!.TextContent.ShouldBe("never");
        var verdict = row.QuerySelector("[data-testid=verdict]")!;
        verdict.QuerySelector(".chip.warn")!.TextContent.ShouldBe("behind");
        verdict.QuerySelector(".chip")!.GetAttribute("title").ShouldBe(GrowingText);
        verdict.QuerySelector(".evidence")!.TextContent.ShouldBe(GrowingText);
    }

    [Fact]
    public void Render_Chinese_SaysTheEvidenceInChineseAndTheApiInEnglish()
    {
        Services.GetRequiredService<Display>().Use(null, "zh-CN");
        var behind = Rows.Queue(0, 2000, 800) with { Verdict = "behind", Evidence = Growing };

        var verdict = Show(behind).Find("[data-testid=verdict]");

        const string sentence = "生产快于消费：堆积在 20 s 内从 500 增加到 1,200。";
        verdict.QuerySelector(".chip")!.GetAttribute("title").ShouldBe(sentence);
        verdict.QuerySelector(".evidence")!.TextContent.ShouldBe(sentence);
        verdict.QuerySelector(".evidence")!.GetAttribute("title").ShouldBe(sentence);
        behind.VerdictText.ShouldBe(GrowingText);
    }

    [Theory]
    [InlineData("fine", "fine", "quiet", false)]
    [InlineData("reset", "reset", "chip", false)]
    [InlineData("behind", "behind", "warn", true)]
    [InlineData("stalled", "stalled", "bad", true)]
    [InlineData("stopped", "stopped", "bad", true)]
    [InlineData("wentBack", "went back", "bad", true)]
    [InlineData("unknown", "unknown", "unknown", false)]
    [InlineData(null, "unknown", "unknown", false)]
    public void Render_Verdict_HasItsWordAndColourAndOnlyWarningsASecondLine(string? verdict, string word, string look, bool isTold)
    {
        var cell = Show(Rows.Queue(0, 100, 90) with { Verdict = verdict }).Find("[data-testid=verdict]");

        cell.QuerySelector(".chip")!.TextContent.ShouldBe(word);
        cell.QuerySelector(".chip")!.ClassList.ShouldContain(look);
        (cell.QuerySelector(".evidence") is not null).ShouldBe(isTold);
    }

    [Fact]
    public void Render_Topic_ShowsTheWorstVerdictAndTimesOfItsQueues()
    {
        var grid = Show(
            Rows.Queue(0, 500, 100) with { Verdict = "stalled", TimeLagMs = 9000, InFlight = 3 },
            Rows.Queue(1, 500, 300) with { TimeLagMs = 4000, InFlight = 4 });

        var band = grid.Find("[data-testid=topic-row]");

        band.QuerySelector("[data-testid=topic-verdict]")!.TextContent.ShouldContain("stalled");
        band.TextContent.ShouldContain("9.0 s");
        band.TextContent.ShouldContain("never");
    }

    [Fact]
    public void Render_OnlyTheTimeLagGrew_RendersWhenItReadsDifferently()
    {
        var waiting = Rows.Queue(0, 100, 90) with { TimeLagMs = 70_100 };
        var grid = Show(waiting);
        var row = grid.FindComponent<QueueGridRow>();
        var before = row.RenderCount;

        Push(grid, waiting with { TimeLagMs = 70_900 });
        row.RenderCount.ShouldBe(before);

        Push(grid, waiting with { TimeLagMs = 71_000 });
        row.RenderCount.ShouldBe(before + 1);
    }

    [Fact]
    public void Render_SameFiguresAgain_DoesNotRenderTheRow()
    {
        var grid = Show(Rows.Queue(0, 100, 90));
        var row = grid.FindComponent<QueueGridRow>();
        var before = row.RenderCount;

        Push(grid, Rows.Queue(0, 100, 90) with { SampledAt = Rows.Now.AddMilliseconds(100) });
        row.RenderCount.ShouldBe(before);

        Push(grid, Rows.Queue(0, 101, 90));
        row.RenderCount.ShouldBe(before + 1);
    }

    [Fact]
    public void Render_RowOfABrokerThatDoesNotAnswer_IsDimmedAndSaysSo()
    {
        var row = Show(Rows.Queue(0, 100, 90) with { SampledAt = Rows.Now.AddSeconds(-6) }).Find("[data-testid=queue-row]");

        row.ClassList.ShouldContain("stale");
        row.GetAttribute("title")!.ShouldContain("does not answer");
    }

    [Fact]
    public void Toggle_Topic_HidesItsQueuesAndKeepsItsTotals()
    {
        var grid = Show(Rows.Queue(0, 100, 90), Rows.Queue(1, 100, 80), Rows.Queue(0, 7, 7, topic: "payments"));

        grid.Find("[data-testid=topic-row][data-topic=orders] button").Click();

        grid.FindAll("[data-testid=queue-row]").Select(row => row.GetAttribute("data-topic")).ShouldBe(["payments"]);
        grid.Find("[data-testid=topic-row][data-topic=orders]").TextContent.ShouldContain("30");
    }

    [Fact]
    public void Render_200Queues_AreAllInThePage() =>
        Show([.. Enumerable.Range(0, 200).Select(queue => Rows.Queue(queue, 10, 5))])
            .FindAll("[data-testid=queue-row]").Count.ShouldBe(200);

    private static (string? Value, string Text) Cell(AngleSharp.Dom.IElement row, string id)
    {
        var cell = row.QuerySelector($"[data-testid={id}]")!;
        return (cell.GetAttribute("data-value"), cell.TextContent.Trim());
    }

    private static void Push(IRenderedComponent<QueueGrid> grid, params QueueRow[] rows) =>
        grid.Render(with => with.Add(shown => shown.Rows, rows).Add(shown => shown.Now, Rows.Now));

    private IRenderedComponent<QueueGrid> Show(params QueueRow[] rows) =>
        Render<QueueGrid>(with => with.Add(grid => grid.Rows, rows).Add(grid => grid.Now, Rows.Now).Add(grid => grid.Members, 1));
}
