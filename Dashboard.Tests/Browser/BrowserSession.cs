using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>
/// One Chromium for all tests of a collection; each tab has a profile of its own. Nothing is started where there is no browser.
/// </summary>
public sealed class BrowserSession : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(Chromium.Options);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
    }

    /// <summary>A fresh profile with one tab at a page of the console.</summary>
    internal async Task<ConsoleTab> OpenAsync(ConsoleProcess console, string path, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = console.Address.AbsoluteUri;
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        return await ConsoleTab.OpenAsync(await _browser!.NewContextAsync(options), path);
    }
}
