using System.Net.Http.Json;

namespace Dashboard.Tests.Browser;

/// <summary>A browser in Chinese reads no English.</summary>
[Collection(LooksCollection.Name)]
public sealed class LanguageTests(BrowserSession browser)
{
    private const string Group = "demo-group";

    private static readonly string[] Pages =
    [
        "/", "/clusters/embedded/groups", $"/clusters/embedded/groups/{Group}", "/clusters/embedded/topics",
        "/clusters/embedded/topics/demo-orders", "/demo", "/clusters/embedded/clients",
    ];

    /// <summary>Names and terms that Chinese operators use as they are.</summary>
    private static readonly string[] Kept =
    [
        "curl", "REST",
        "Console", "embedded", "broker", "Broker", "CSV", "JSON", "Keys", "Tags", "RT", "ms", "name", "server", "ID", "UTC", "OTHER",
        "DOTNET",
    ];

    [BrowserFact]
    public async Task Pages_InChinese_HaveNoEnglishWords()
    {
        await using var console = await ConsoleProcess.StartAsync();
        await PostAsync(console, "demo/producers", new { topic = "demo-orders", ratePerSecond = 50, bodyBytes = 16 });
        await PostAsync(console, "demo/consumers", new { group = Group, topic = "demo-orders", instances = 2, delayMs = 5 });
        await using var tab = await browser.OpenAsync(console, "/demo", new() { Locale = "zh-CN" });
        List<string> english = [];
        foreach (var page in Pages)
        {
            await tab.GoAsync(page);
            await tab.UntilAsync("!document.querySelector('.skeleton') && document.querySelector('.grid tbody tr')", page);
            english.AddRange((await WordsAsync(tab)).Select(words => $"{page}: {words}"));
        }

        await tab.Page.Keyboard.PressAsync("?");
        await tab.Page.Locator("kbd").First.WaitForAsync();
        english.AddRange((await WordsAsync(tab)).Select(words => $"help: {words}"));

        english.ShouldBeEmpty();
        (await tab.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("zh");
        tab.Complaints.ShouldBeEmpty();
    }

    /// <summary>Latin words of two letters and more in texts and in what is read out; what has digits or signs in it is a name.</summary>
    private static Task<string[]> WordsAsync(ConsoleTab tab) => tab.Page.EvaluateAsync<string[]>(
        """
        kept => {
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            if (!walker.currentNode.parentElement.closest('script, style, kbd')) texts.push(walker.currentNode.data);
          }
          for (const name of ['title', 'aria-label', 'placeholder', 'data-label']) {
            for (const element of document.body.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
          }
          const isEnglish = word => /^[A-Za-z]{2,}$/.test(word) && !kept.includes(word);
          return texts.filter(text => text.split(/[^\w\-.\/%@:#]+/).map(word => word.replace(/[.:]+$/, '')).some(isEnglish));
        }
        """,
        Kept);

    private static async Task PostAsync(ConsoleProcess console, string path, object body)
    {
        using var answer = await console.Http.PostAsJsonAsync($"api/v1/{path}", body);
        answer.EnsureSuccessStatusCode();
    }
}
