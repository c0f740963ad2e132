namespace Dashboard.Tests.Browser;

/// <summary>The messages page in a browser: found by a key, looked at, given to a member, seen in the audit.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MessagesTests(BrowserSession browser)
{
    private const string Topic = "parcels";

    [BrowserFact]
    public async Task Messages_FoundByKey_IsOpenedAndConsumedDirectly()
    {
        await using var console = await ConsoleProcess.StartAsync();
        ConsoleApi api = new(console);
        await api.CreateTopicAsync(Topic);
        await api.SendAsync(Topic, """{"parcel":7}""", "parcel-7");
        await api.StartConsumerAsync("carriers", Topic);
        await using var tab = await browser.OpenAsync(console, "/clusters/embedded/messages?mode=key");

        await tab.FillAsync("m-topic", Topic);
        await tab.FillAsync("m-key", "parcel-7");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Find("message-open").ClickAsync();
        await tab.UntilAsync("document.querySelector('[data-testid=body]')?.innerText.includes('\"parcel\": 7')", "the body as JSON");
        tab.Page.Url.ShouldEndWith("/messages?mode=key&topic=parcels&key=parcel-7");
        (await tab.Find("copy-curl").GetAttributeAsync("data-copy")).ShouldBe(
            $"curl \"{console.Address}api/v1/clusters/embedded/messages?topic=parcels&key=parcel-7\"");

        await tab.ClickAsync("message-consume");
        await tab.FillAsync("confirm-reason", "the carrier asked");
        await tab.ClickAsync("confirm");
        await tab.UntilAsync(
            "document.querySelector('[data-testid=message-result]')?.innerText.includes('after')", "what the listener said");

        var audited = await console.Http.GetStringAsync(new Uri("api/v1/audit?action=message.consume", UriKind.Relative));
        audited.ShouldContain("\"reason\":\"the carrier asked\"");
        audited.ShouldContain("\"outcome\":\"done\"");
        tab.Complaints.ShouldBeEmpty();
    }
}
