using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Components.Pages.Settings;

public sealed class SettingsPageTests : ComponentTest
{
    private readonly BunitJSModuleInterop _script;

    public SettingsPageTests()
    {
        _script = JSInterop.SetupModule("./js/settings.js");
        _script.Mode = JSRuntimeMode.Loose;
        _script.Setup<VisitorChoice?>("chosen").SetResult(new VisitorChoice("dark", string.Empty, string.Empty));
        _script.Setup<BrowserSettings?>("browser").SetResult(new BrowserSettings("Europe/Berlin", "en-GB"));
    }

    private Display Display => Services.GetRequiredService<Display>();

    [Fact]
    public void Page_Opened_ShowsWhatWasChosenAndWhatTheBrowserSays()
    {
        var page = Render<SettingsPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=settings-theme]").GetAttribute("value").ShouldBe("dark"));
        page.Find("[data-testid=settings-zone] option").TextContent.ShouldBe("as the browser: Europe/Berlin");
        page.Find("[data-testid=settings-language] option").TextContent.ShouldBe("as the browser: en-GB");
    }

    [Fact]
    public void Zone_Chosen_IsKeptAndTimesFollowAtOnce()
    {
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => page.Find("[data-testid=settings-theme]").GetAttribute("value").ShouldBe("dark"));

        page.Find("[data-testid=settings-zone]").Change("Asia/Shanghai");

        _script.Invocations["choose"].Single().Arguments.ShouldBe(["zone", "Asia/Shanghai"]);
        Display.ZoneName.ShouldBe("Asia/Shanghai");
        page.Find("[data-testid=settings-now]").TextContent.ShouldContain("+08:00");
        page.Find("[data-testid=settings-zone]").Change(string.Empty);
        Display.ZoneName.ShouldBe("Europe/Berlin", "the browser's");
    }

    [Fact]
    public void Language_Chosen_IsSpokenAtOnce()
    {
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => page.Find("[data-testid=settings-theme]").GetAttribute("value").ShouldBe("dark"));

        page.Find("[data-testid=settings-language]").Change("zh");

        page.Find("h1").TextContent.ShouldBe("设置");
        _script.Invocations["choose"].Single().Arguments.ShouldBe(["language", "zh"]);
    }

    [Fact]
    public void Clusters_Registered_AreListedWithKindAndState()
    {
        var page = Render<SettingsPage>();

        page.WaitForAssertion(() => page.Find("[data-cluster=embedded]").TextContent.ShouldContain("answers, 2 brokers"));
        page.Find("[data-cluster=embedded]").TextContent.ShouldContain("embedded");
        page.Find("[data-cluster=embedded]").TextContent.ShouldContain("127.0.0.1:9876");
    }

    [Fact]
    public void Clusters_Silent_SayWhy()
    {
        Cluster.IsNameServerSilent = true;

        var page = Render<SettingsPage>();

        page.WaitForAssertion(() => page.Find("[data-testid=settings-state]").TextContent.ShouldBe("does not answer"));
        page.Find("[data-testid=settings-state]").GetAttribute("title").ShouldBe("No name server answered.");
    }
}
