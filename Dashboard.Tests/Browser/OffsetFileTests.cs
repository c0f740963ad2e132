using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Offsets out of a broker as a file, and in again.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OffsetFileTests(BrowserSession browser)
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private static readonly string[] Brokers = ["broker-a", "broker-b"];

    [BrowserFact]
    public async Task Operator_ExportsAndImports_OffsetsAreBackAndCanBeUndone()
    {
        var folder = Directory.CreateTempSubdirectory("offset-files-");
        await using var console = await ConsoleProcess.StartAsync();
        ConsoleApi api = new(console);
        await api.CreateTopicAsync(Topic);
        await api.SendAsync(Topic, 80);
        await api.ReadAsync(Group, Topic, 80);
        await using var tab = await browser.OpenAsync(console, "/clusters/embedded/groups");

        var files = await ExportAsync(tab, folder.FullName);
        await api.SendAsync(Topic, 40);
        await api.ReadAsync(Group, Topic, 120);
        var movedOn = await api.JsonLinesAsync(Group);
        List<string> before = [];
        foreach (var (broker, file) in files)
            before.Add(await ImportAsync(tab, broker, file, folder.FullName));

        await ExpectAsync(tab, offsets: 80, lag: 40);
        foreach (var (broker, file) in Brokers.Zip(before))
            await ImportAsync(tab, broker, file, folder.FullName);

        await ExpectAsync(tab, offsets: 120, lag: 0);
        (await api.JsonLinesAsync(Group)).ShouldBe(movedOn);
        tab.Complaints.ShouldBeEmpty();
        folder.Delete(recursive: true);
    }

    private static async Task<List<(string Broker, string File)>> ExportAsync(ConsoleTab tab, string folder)
    {
        await tab.ClickAsync("offsets-export");
        List<(string Broker, string File)> files = [];
        foreach (var broker in Brokers)
        {
            var link = tab.Page.Locator($"[data-testid=offsets-download][data-broker={broker}]");
            var download = await tab.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
            download.SuggestedFilename.ShouldBe("consumerOffset.json");
            files.Add((broker, Path.Combine(folder, $"{broker}.json")));
            await download.SaveAsAsync(files[^1].File);
        }

        await tab.ClickAsync("export-close");
        return files;
    }

    /// <summary>Gives the file of the offsets as they were before.</summary>
    private static async Task<string> ImportAsync(ConsoleTab tab, string broker, string file, string folder)
    {
        await tab.GoAsync("/clusters/embedded/groups");
        await tab.ClickAsync("offsets-import");
        await tab.Find("import-broker").SelectOptionAsync(broker);
        await tab.Find("import-file").SetInputFilesAsync(file);
        await tab.SeeAsync("import-plan-row");
        await tab.ClickAsync("import-apply");
        await tab.SeeAsync("import-result-row");
        (await tab.Find("import-result-row").AllInnerTextsAsync()).ShouldAllBe(row => row.Contains("done") || row.Contains("stays"));
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.ClickAsync("import-before"));
        var before = Path.Combine(folder, $"{broker}-before-{Directory.GetFiles(folder).Length}.json");
        await download.SaveAsAsync(before);
        await tab.ClickAsync("import-close");
        await tab.Find("import-dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        return before;
    }

    private static async Task ExpectAsync(ConsoleTab tab, long offsets, long lag)
    {
        await tab.GoAsync($"/clusters/embedded/groups/{Group}");
        await tab.UntilAsync(
            $"probe.rows().length === 10 && probe.sum('consumer-offset') === {offsets} && probe.lag() === {lag}",
            $"offsets that add up to {offsets} and a lag of {lag}");
    }
}
