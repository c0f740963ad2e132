using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Components.Layout;

public sealed class PageAddressTests
{
    private const string Page = "http://localhost/clusters/embedded/groups";

    private readonly Browser _browser = new();
    private readonly List<string> _told = [];

    [Fact]
    public void Back_SamePage_IsTold()
    {
        using var address = new PageAddress(_browser, _told.Add);

        _browser.ComeTo($"{Page}?q=a");

        _told.ShouldBe([$"{Page}?q=a"]);
    }

    [Fact]
    public void Write_ComesBackLate_IsToldToNobody()
    {
        using var address = new PageAddress(_browser, _told.Add);

        address.Write($"{Page}?q=a");
        address.Write($"{Page}?q=ab");
        address.Write($"{Page}?q=a%20b c");
        _browser.ComeTo($"{Page}?q=a");
        _browser.ComeTo($"{Page}?q=a%20b%20c");
        _told.ShouldBeEmpty();

        // One that was overtaken came back no more: now it is the browser's Back.
        _browser.ComeTo($"{Page}?q=ab");
        _told.ShouldBe([$"{Page}?q=ab"]);
    }

    [Fact]
    public void Back_ToWhatWasWrittenBefore_IsTold()
    {
        using var address = new PageAddress(_browser, _told.Add);
        address.Write($"{Page}?q=a");
        _browser.ComeTo($"{Page}?q=a");
        _browser.ComeTo(Page);

        _browser.ComeTo($"{Page}?q=a");

        _told.ShouldBe([Page, $"{Page}?q=a"]);
    }

    [Fact]
    public void Go_AnotherPath_IsTheBusinessOfItsPage()
    {
        using var address = new PageAddress(_browser, _told.Add);

        _browser.ComeTo($"{Page}/g?tab=members");
        _told.ShouldBeEmpty();

        _browser.ComeTo($"{Page}/g");
        _told.ShouldBe([$"{Page}/g"]);
    }

    [Fact]
    public void Go_AfterThePageIsGone_IsNotTold()
    {
        var address = new PageAddress(_browser, _told.Add);
        _browser.LocationChanged += (_, _) => address.Dispose();
        using var later = new PageAddress(_browser, _told.Add);
        later.Dispose();

        _browser.ComeTo($"{Page}?q=a");
        _browser.ComeTo($"{Page}?q=b");

        _told.ShouldBe([$"{Page}?q=a"]);
    }

    /// <summary>What is written comes back when the test says so, as over a network.</summary>
    private sealed class Browser : NavigationManager
    {
        public Browser() => Initialize("http://localhost/", Page);

        public void ComeTo(string uri)
        {
            Uri = uri;
            NotifyLocationChanged(isInterceptedLink: true);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options) => options.ReplaceHistoryEntry.ShouldBeTrue();
    }
}
