using Dashboard.Configuration;
using Dashboard.Hosting;
using Dashboard.Tests.Figures.Sampling;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Configuration;

public sealed class UnknownKeysTests
{
    [Theory]
    [InlineData("Console:DataFoler", "Console:DataFolder")]
    [InlineData("Console:Embeded:Enabled", "Console:Embedded", "Console:Embeded")]
    [InlineData("Console:Embedded:FlushDisc", "Console:Embedded:FlushDisk")]
    [InlineData("Console:FlushDisk", "Console:Embedded:FlushDisk")]
    [InlineData("Console:Embedded:RetentionHours", "Console:Embedded:Store:RetentionHours")]
    [InlineData("Console:Embedded:Store:SegmentByte", "Console:Embedded:Store:SegmentBytes")]
    [InlineData("Console:Embedded:Brokers:1:Prot", "Console:Embedded:Brokers:N:Port")]
    [InlineData("Console:Clusters:0:NameServer", "Console:Clusters:N:NameServers")]
    [InlineData("Console:Live:Intervall", "Console:Live:Interval")]
    [InlineData("Console:Auth:Mod", "Console:Auth:Mode")]
    [InlineData("Console:DataFolder:Path", "Console:DataFolder")]
    [InlineData("Console:Embedded:BrokersFolder", "Console:Embedded:Brokers")]
    [InlineData("Console:Embedded:ClientsFolder", "Console:DataFolder")]
    public void Warnings_KeyThatNothingReads_NamesItAndTheNearest(string key, string nearest, string? told = null) =>
        Warnings((key, "x")).ShouldBe([$"{told ?? key}: there is no such key, so it does nothing; the nearest one is {nearest}."]);

    [Theory]
    [InlineData("Console:DATAFOLDER")]
    [InlineData("Console:embedded:store:indexSlots")]
    [InlineData("Console:Embedded:Brokers:7:Name")]
    [InlineData("Console:Embedded:AdvertisedAddress")]
    [InlineData("Console:Live:Interval")]
    [InlineData("Console:Clusters")]
    [InlineData("Console:Clusters:0:NameServers")]
    [InlineData("Elsewhere:DataFoler")]
    public void Warnings_KeyThatIsRead_IsNone(string key) => Warnings((key, "x")).ShouldBeEmpty();

    [Fact]
    public void Warnings_FileOfTheRepository_HasNone()
    {
        var file = Path.Combine(ContentRoot.Find(AppContext.BaseDirectory), "appsettings.json");

        UnknownKeys.Warnings(new ConfigurationBuilder().AddJsonFile(file).Build()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_ManyUnknownKeys_WarnsOfTheFirstAndCountsTheRest()
    {
        var log = new LogRecorder<UnknownKeyReport>();
        var keys = Enumerable.Range(0, UnknownKeyReport.MostTold + 3).Select(number => ($"Console:Nonsense{number}", (string?)"x"));

        await new UnknownKeyReport(Of([.. keys]), log).StartAsync(CancellationToken.None);

        log.Lines.Count.ShouldBe(UnknownKeyReport.MostTold + 1);
        log.Lines.First().Text.ShouldStartWith("Console:Nonsense0: there is no such key");
        log.Lines.Last().Text.ShouldBe("3 more keys under Console: do nothing");
    }

    private static IEnumerable<string> Warnings(params (string Key, string? Value)[] values) => UnknownKeys.Warnings(Of(values));

    private static IConfiguration Of((string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, value.Value))).Build();
}
