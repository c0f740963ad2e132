using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The reset wizard as an operator uses it, and what the audit makes of it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ResetWizardTests(BrowserSession browser)
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private const string GroupPage = $"/clusters/embedded/groups/{Group}";

    [BrowserFact]
    public async Task Wizard_KeyboardOnly_ShiftsTheGroupAndUndoesIt()
    {
        await using var console = await StartAsync();
        await using var tab = await browser.OpenAsync(console, GroupPage);
        await tab.UntilAsync("probe.sum('consumer-offset') === 40", "a group that read everything");

        await tab.Page.Keyboard.PressAsync("r");
        await tab.SeeAsync("reset-dialog");
        await FocusedAsync(tab, "reset-cancel");
        await TabToAsync(tab, "reset-mode", backwards: true);
        await tab.Page.Keyboard.TypeAsync("Shift");
        await tab.SeeAsync("reset-by");
        await TabToAsync(tab, "reset-by");
        await tab.Page.Keyboard.TypeAsync("-3");
        await TabToAsync(tab, "reset-preview");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.SeeAsync("reset-plan-row");
        (await tab.Find("reset-sum").InnerTextAsync()).ShouldBe("8 queues: 24 messages will be consumed again.");
        await tab.UntilAsync(
            "[...document.querySelectorAll('[data-testid=reset-message]')].every(cell => cell.innerText.includes('from a test'))",
            "the message at every target");
        await FocusedAsync(tab, "reset-cancel");
        await TabToAsync(tab, "reset-apply");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.SeeAsync("reset-result");
        await tab.UntilAsync("probe.sum('consumer-offset') === 16", "offsets that went back by 3 on each of 8 queues");

        await FocusedAsync(tab, "reset-close");
        await TabToAsync(tab, "reset-undo", backwards: true);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.UntilAsync(
            "document.querySelector('[data-testid=reset-outcome]').innerText.includes('8 queues restored')", "the undo's result");
        await tab.Page.Keyboard.PressAsync("Escape");

        await tab.UntilAsync("probe.sum('consumer-offset') === 40", "the offsets of before");
        await tab.UntilAsync("!document.querySelector('.rz-dialog')", "a closed dialog");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Wizard_OnlineGroup_ShowsTheFirstPullOfEveryQueue()
    {
        await using var console = await StartAsync();
        await using var tab = await browser.OpenAsync(console, "/demo");
        await tab.FillAsync("demo-topic", Topic);
        await tab.FillAsync("demo-group", Group);
        await tab.ClickAsync("demo-consumer-start");
        await tab.SeeAsync("demo-consumer");
        await tab.GoAsync(GroupPage);
        await tab.UntilAsync(
            "document.querySelector('[data-testid=group-reason]')?.innerText.includes('share')", "an owner of every queue");

        await tab.ClickAsync("reset-open");
        await tab.Find("reset-mode").SelectOptionAsync("earliest");
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        await tab.ClickAsync("reset-apply");
        await tab.SeeAsync("reset-result");

        await tab.UntilAsync("document.querySelectorAll('[data-testid=reset-first-pull][data-pulled=yes]').length === 8",
            "a first pull at the new offset on each queue");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Audit_AfterAReset_ShowsBeforeAndAfterAndUndoesIt()
    {
        await using var console = await StartAsync();
        await using var tab = await browser.OpenAsync(console, GroupPage, new() { Locale = "zh-CN" });
        await tab.ClickAsync("reset-open");
        await tab.Find("reset-mode").SelectOptionAsync("earliest");
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        (await tab.Find("reset-apply").InnerTextAsync()).ShouldBe("重置 8 个队列");
        await tab.ClickAsync("reset-apply");
        await tab.SeeAsync("reset-result");
        await tab.ClickAsync("reset-close");
        await tab.SeeAsync("reset-bar");

        await tab.Page.Keyboard.PressAsync("g");
        await tab.Page.Keyboard.PressAsync("a");
        await tab.Page.WaitForURLAsync("**/audit");
        await tab.Find("audit-action").SelectOptionAsync("offsets.reset");
        await tab.UntilAsync("document.querySelectorAll('[data-testid=audit-row]').length === 1", "the reset alone");
        await tab.ClickAsync("audit-toggle");
        await tab.UntilAsync("document.querySelectorAll('[data-testid=audit-queue]').length === 8", "every queue with before and after");
        await tab.ClickAsync("audit-undo");
        await tab.ClickAsync("undo-apply");
        await tab.UntilAsync("document.querySelector('[data-testid=audit-undo-guard]')?.innerText.includes('已经撤销了它')", "that it is undone");
        await tab.GoAsync(GroupPage);
        await tab.UntilAsync("probe.sum('consumer-offset') === 40", "the offsets of before");
        tab.Complaints.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Wizard_Phone_IsNeverWiderThanTheWindow()
    {
        await using var console = await StartAsync();
        await using var tab = await browser.OpenAsync(
            console, GroupPage, new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await tab.ClickAsync("reset-open");
        await tab.Find("reset-mode").SelectOptionAsync("time");
        await tab.FillAsync("reset-time", "2020-01-01T00:00");
        await tab.Find("reset-time").BlurAsync();
        await tab.ClickAsync("reset-preview");
        await tab.SeeAsync("reset-plan-row");
        await NotWideAsync(tab, "preview");
        await tab.ClickAsync("reset-apply");
        await tab.SeeAsync("reset-result");
        await NotWideAsync(tab, "result");
        tab.Complaints.ShouldBeEmpty();
    }

    private static async Task<ConsoleProcess> StartAsync()
    {
        var console = await ConsoleProcess.StartAsync();
        ConsoleApi api = new(console);
        await api.CreateTopicAsync(Topic);
        await api.SendAsync(Topic, 40);
        await api.ReadAsync(Group, Topic, 40);
        return console;
    }

    private static Task FocusedAsync(ConsoleTab tab, string testId) =>
        tab.UntilAsync($"document.activeElement?.dataset.testid === '{testId}'", $"the focus on {testId}");

    private static async Task TabToAsync(ConsoleTab tab, string testId, bool backwards = false)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await tab.Page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            if (await tab.Page.EvaluateAsync<string?>("() => document.activeElement?.dataset.testid ?? null") == testId)
            {
                return;
            }
        }

        throw new InvalidOperationException($"{testId} cannot be reached by Tab");
    }

    private static async Task NotWideAsync(ConsoleTab tab, string what)
    {
        var over = await tab.Page.EvaluateAsync<int>("""
            () => Math.max(...[document.documentElement, ...document.querySelectorAll('.rz-dialog, .rz-dialog-content, .dialog-scroll')]
              .map(part => part.scrollWidth - part.clientWidth))
            """);
        over.ShouldBe(0, what);
    }
}
