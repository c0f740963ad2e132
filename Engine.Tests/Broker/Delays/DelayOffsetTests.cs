using System.Text;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Tests.Store;

namespace Engine.Tests.Broker.Delays;

public sealed class DelayOffsetTests
{
    private const string Saved = "the delay offsets of broker broker-a were saved";
    private const string Unchanged = "the delay offsets of broker broker-a did not change";

    [Fact]
    public async Task Start_FolderOfRocketMq_TakesItsProgressAndAnswersIt()
    {
        using var folder = ApacheStores.Unpack("clean");
        await using var harness = await BrokerHarness.StartAsync(
            options => options with { StoreFolder = Path.Combine(folder.Path, "clean"), RetentionHours = 0 });

        harness.Tables.DelayOffsets.Find(1).ShouldBe(4);
        harness.Tables.DelayOffsets.Find(2).ShouldBeNull();
        var answer = await harness.NewClient().CallOkAsync(RequestCode.GetAllDelayOffset);
        Encoding.UTF8.GetString(answer.WriteBody().Span).ShouldBe("""{"offsetTable":{1:4}}""");
    }

    [Fact]
    public async Task Clock_EveryTenSeconds_SavesOnlyWhatChanged()
    {
        await using var harness = await BrokerHarness.StartAsync();
        harness.Tables.DelayOffsets.Put(3, 7);

        await AfterAsync(harness, Saved);
        Read(harness).ShouldBe(new Dictionary<int, long> { [3] = 7 });
        await AfterAsync(harness, Unchanged);

        harness.Tables.DelayOffsets.Put(3, 8);
        harness.Tables.DelayOffsets.Put(1, 2);
        await AfterAsync(harness, Saved);
        Read(harness).ShouldBe(new Dictionary<int, long> { [1] = 2, [3] = 8 });
        Read(harness, ".bak").ShouldBe(new Dictionary<int, long> { [3] = 7 });
    }

    [Fact]
    public async Task Stop_SavesTheRestAndTheNextStartGoesOnThere()
    {
        await using var harness = await BrokerHarness.StartAsync();
        harness.Tables.DelayOffsets.Put(18, 1_000_000_000_000);

        await harness.RestartAsync();

        harness.Tables.DelayOffsets.Find(18).ShouldBe(1_000_000_000_000);
    }

    [Fact]
    public async Task Start_TornFile_FallsBackToTheOneBefore()
    {
        await using var harness = await BrokerHarness.StartAsync();
        harness.Tables.DelayOffsets.Put(1, 5);
        await AfterAsync(harness, Saved);
        harness.Tables.DelayOffsets.Put(1, 6);
        await harness.StopBrokerAsync();
        await File.WriteAllTextAsync(FileOf(harness), "{");

        await harness.StartBrokerAsync();

        harness.Tables.DelayOffsets.Find(1).ShouldBe(5);
        harness.Log.Lines.ShouldContain(line => line.StartsWith($"Warning: the table {FileOf(harness)} was read from its backup"));
    }

    [Fact]
    public async Task Stop_DiskRefusesOneTable_TheOtherIsSaved()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(1);
        harness.Tables.DelayOffsets.Put(1, 5);
        var obstacle = Directory.CreateDirectory(harness.OffsetFile + ".tmp");

        (await Should.ThrowAsync<IOException>(harness.StopBrokerAsync)).Message.ShouldContain(harness.OffsetFile);

        Read(harness).ShouldBe(new Dictionary<int, long> { [1] = 5 });
        obstacle.Delete();
        await harness.StartBrokerAsync();
    }

    private static string FileOf(BrokerHarness harness) => Path.Combine(harness.Options.StoreFolder, "config", "delayOffset.json");

    private static IReadOnlyDictionary<int, long> Read(BrokerHarness harness, string suffix = "") =>
        BodyJson.Read<DelayOffsetBody>(File.ReadAllBytes(FileOf(harness) + suffix), 0).OffsetTable;

    private static async Task AfterAsync(BrokerHarness harness, string said)
    {
        var line = harness.Log.NextAsync(said);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        await line;
    }
}
