using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What is shown has its place, in a wide and in a narrow window, with names as long as they may be.</summary>
[Collection(LooksCollection.Name)]
public sealed class LayoutTests(BrowserSession browser)
{
    private const string Poison = "demo-poison";
    private static readonly string Long = $"payments-{string.Join('-', Enumerable.Repeat("settlement", 9))}";

    private static readonly string[] Pages =
    [
        "/", "/clusters/embedded/groups", $"/clusters/embedded/groups/{Long}", $"/clusters/embedded/groups/{Long}?tab=members",
        $"/clusters/embedded/groups/{Long}?tab=history", $"/clusters/embedded/groups/{Long}?tab=timeline",
        $"/clusters/embedded/groups/{Long}?tab=subscriptions", $"/clusters/embedded/groups/{Long}?tab=config",
        "/clusters/embedded/topics", $"/clusters/embedded/topics/{Long}", "/clusters/embedded/clients",
        $"/clusters/embedded/messages?topic={Long}", $"/clusters/embedded/groups/{Long}?tab=messages",
        $"/clusters/embedded/dead-letters?group={Poison}", "/demo", "/audit", "/audit?open=1",
    ];

    [BrowserFact]
    public async Task Pages_LongNames_AreNeverWiderThanTheWindow()
    {
        await using var console = await StartAsync();
        foreach (var width in (int[])[390, 1024, 1440])
        {
            await using var tab = await OpenAsync(console, width);
            foreach (var page in Pages)
            {
                await SeeAsync(tab, page);
                var over = await tab.Page.EvaluateAsync<int>("""
                    () => Math.max(...[document.documentElement, document.querySelector('.rz-body')]
                      .map(part => part.scrollWidth - part.clientWidth))
                    """);
                over.ShouldBe(0, $"{page} at {width}");
            }

            tab.Complaints.ShouldBeEmpty();
        }
    }

    [BrowserFact]
    public async Task Tables_LongNames_ShowAllTheirColumns()
    {
        await using var console = await StartAsync();
        foreach (var width in (int[])[390, 1440])
        {
            await using var tab = await OpenAsync(console, width);
            foreach (var page in Pages.Where(page => !page.Contains("/topics/")))
            {
                await SeeAsync(tab, page);
                var cut = await tab.Page.EvaluateAsync<string[]>("""
                    () => [...document.querySelectorAll('.grid-scroll')]
                      .filter(box => box.scrollWidth > box.clientWidth + 1)
                      .map(box => `${box.scrollWidth} in ${box.clientWidth}: ${box.innerText.slice(0, 80)}`)
                    """);
                cut.ShouldBeEmpty($"{page} at {width}");
            }

            (await OutOfSightAsync(tab, Pages[1], "group-row-verdict", "group-row-lag")).ShouldBe(0, $"groups at {width}");
            (await OutOfSightAsync(tab, Pages[2], "verdict", "lag")).ShouldBe(0, $"queues at {width}");
        }
    }

    [BrowserFact]
    public async Task Members_WithMuchToSayOfTheirPulls_ShowAllTheirColumns()
    {
        await using var console = await StartAsync();
        await PostAsync(console, "demo/producers", new { topic = Long, ratePerSecond = 4000, bodyBytes = 16 });
        await using var tab = await OpenAsync(console, 1440);
        await SeeAsync(tab, $"/clusters/embedded/groups/{Long}?tab=members");
        await tab.SeeAsync("member-hindrance");

        var over = await tab.Page.EvaluateAsync<int>(
            "() => Math.max(...[...document.querySelectorAll('.grid-scroll')].map(box => box.scrollWidth - box.clientWidth))");

        over.ShouldBeLessThanOrEqualTo(1);
    }

    [BrowserFact]
    public async Task Table_WiderThanItsPlace_FadesAtTheEdgeUntilItIsScrolledThere()
    {
        await using var console = await StartAsync();
        await using var tab = await OpenAsync(console, 800);
        await SeeAsync(tab, $"/clusters/embedded/groups/{Long}");

        await tab.UntilAsync("document.querySelector('.grid-scroll[data-more][tabindex=\"0\"]')", "a table that fades at its edge");
        await tab.Page.EvaluateAsync("() => { const box = document.querySelector('.grid-scroll'); box.scrollLeft = box.scrollWidth; }");

        await tab.UntilAsync("document.querySelector('.grid-scroll:not([data-more])')", "the end of the table without a fade");
    }

    [BrowserFact]
    public async Task Figures_Wide_StandInOneRowAndDoNotMoveWithTheirNumbers()
    {
        await using var console = await StartAsync();
        await using var tab = await OpenAsync(console, 1440);
        await SeeAsync(tab, $"/clusters/embedded/groups/{Poison}");
        await tab.UntilAsync("probe.sum('broker-offset') > 40", "messages in every queue");
        const string rows = "() => new Set([...document.querySelectorAll('.figure')].map(one => one.offsetTop)).size";
        (await tab.Page.EvaluateAsync<int>(rows)).ShouldBe(1);

        const string places = "() => [...document.querySelectorAll('.figure, .grid thead th, .grid tbody tr')]"
            + ".map(part => `${part.tagName} ${part.offsetLeft} ${part.offsetTop} ${part.offsetWidth} ${part.offsetHeight}`)";
        var before = await tab.Page.EvaluateAsync<string[]>(places);
        var sum = await tab.SumAsync("broker-offset");
        await tab.UntilAsync($"probe.sum('broker-offset') > {sum + 60}", "some pushes");

        (await tab.Page.EvaluateAsync<string[]>(places)).ShouldBe(before);
    }

    [BrowserFact]
    public async Task Search_Placeholder_IsReadAsAWhole()
    {
        await using var console = await StartAsync();
        foreach (var width in (int[])[390, 1440])
        {
            await using var tab = await OpenAsync(console, width);
            foreach (var page in (string[])["/clusters/embedded/groups", "/clusters/embedded/topics", "/clusters/embedded/clients"])
            {
                await SeeAsync(tab, page);
                var spare = await tab.Page.EvaluateAsync<double>("""
                    () => {
                      const field = document.querySelector('input[type=search]');
                      const look = getComputedStyle(field);
                      const pen = document.createElement('canvas').getContext('2d');
                      pen.font = look.font;
                      return field.clientWidth - parseFloat(look.paddingLeft) * 2 - 20 - pen.measureText(field.placeholder).width;
                    }
                    """);
                spare.ShouldBeGreaterThan(0, $"{page} at {width}");
            }
        }
    }

    [BrowserFact]
    public async Task Language_OfTheBrowser_IsThatOfPagesWithoutPushesToo()
    {
        await using var console = await StartAsync();
        await using var tab = await browser.OpenAsync(console, "/clusters/embedded/clients", new() { Locale = "zh-CN" });

        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "客户端", Level = 1 }).WaitForAsync();
        await tab.Page.GetByRole(AriaRole.Columnheader, new() { Name = "持有队列" }).WaitForAsync();
        tab.Complaints.ShouldBeEmpty();
    }

    private static async Task<ConsoleProcess> StartAsync()
    {
        var console = await ConsoleProcess.StartAsync();
        await PostAsync(console, "demo/scenarios/poison", new { });
        await PostAsync(console, "demo/producers", new { topic = Long, ratePerSecond = 100, bodyBytes = 16 });
        await PostAsync(console, "demo/consumers", new { group = Long, topic = Long, instances = 1, delayMs = 900 });
        return console;
    }

    private static async Task PostAsync(ConsoleProcess console, string path, object body)
    {
        using var answer = await console.Http.PostAsJsonAsync($"api/v1/{path}", body);
        answer.EnsureSuccessStatusCode();
    }

    private Task<ConsoleTab> OpenAsync(ConsoleProcess console, int width) =>
        browser.OpenAsync(console, "/demo", new() { ViewportSize = new() { Width = width, Height = 900 } });

    /// <summary>Opens a page and waits until a table, or words instead of one, are there.</summary>
    private static async Task SeeAsync(ConsoleTab tab, string page)
    {
        (await tab.GoAsync(page)).ShouldBe(200, page);
        await tab.UntilAsync(
            "!document.querySelector('.skeleton') && (document.querySelector('.grid tbody tr') "
            + "|| document.querySelector('.empty, .plot'))", page);
    }

    /// <summary>How many of the cells are not within the window from left to right.</summary>
    private static async Task<int> OutOfSightAsync(ConsoleTab tab, string page, params string[] cells)
    {
        await SeeAsync(tab, page);
        await tab.SeeAsync(cells[0]);
        return await tab.Page.EvaluateAsync<int>(
            """
            ids => ids.flatMap(id => [...document.querySelectorAll(`[data-testid=${id}]`)]).filter(cell => {
              const box = cell.getBoundingClientRect();
              return box.width === 0 || box.left < 0 || box.right > innerWidth;
            }).length
            """,
            cells);
    }
}
