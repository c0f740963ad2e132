namespace Dashboard.Tests.Browser;

/// <summary>What a button makes of clicks that come in a hurry.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ClicksTests(BrowserSession browser)
{
    private const string Button = "demo-producer-start";

    [BrowserFact]
    public async Task Button_DoubleClicked_CountsOnceAndDeliberateClicksCountEach()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        await tab.Page.EvaluateAsync("() => { window.arrived = 0; document.body.addEventListener('click', () => window.arrived++); }");

        await tab.Find(Button).DblClickAsync();
        await ProducersAsync(tab, 1);
        (await ArrivedAsync(tab)).ShouldBe(1, "the second half of a double click is nobody's wish");

        // What the double click had started besides would stand beside what these two start.
        await tab.ClickAsync(Button);
        await ProducersAsync(tab, 2);
        await tab.ClickAsync(Button);
        await ProducersAsync(tab, 3);
        (await ArrivedAsync(tab)).ShouldBe(3);
        tab.Complaints.ShouldBeEmpty();
    }

    private static Task<int> ArrivedAsync(ConsoleTab tab) => tab.Page.EvaluateAsync<int>("() => window.arrived");

    private static Task ProducersAsync(ConsoleTab tab, int count) => tab.UntilAsync(
        $"document.querySelectorAll('[data-testid=demo-producer]').length === {count}", $"{count} producers");
}
