using Engine.Persistence;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Offsets;

[Trait("Behaviour", "B3")]
public sealed class OffsetFileTests
{
    private const string Saved = "were saved";
    private const string Unchanged = "did not change";

    [Fact]
    public async Task Clock_TenSecondsThenEveryFive_SavesOnlyWhatChanged()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(3);

        harness.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Read(harness.OffsetFile).ShouldBeEmpty();
        await AfterAsync(harness, 0.1, Saved);
        Read(harness.OffsetFile)["TopicA@GroupA"].ShouldBe(new Dictionary<int, long> { [0] = 3 });

        await AfterAsync(harness, 5, Unchanged);
        await client.CommitAsync(4);
        await AfterAsync(harness, 5, Saved);

        Read(harness.OffsetFile)["TopicA@GroupA"][0].ShouldBe(4);
        Read(harness.OffsetFile + ".bak")["TopicA@GroupA"][0].ShouldBe(3);
    }

    [Fact]
    public async Task StopAsync_SavesTheRest()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 7);
        await client.CommitAsync(7);

        await harness.RestartAsync();

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(7);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"offsetTable\":{\"TopicA@Gro")]
    public async Task StartAsync_TornFile_FallsBackWithAWarning(string torn)
    {
        await using var harness = await BrokerHarness.StartAsync();
        await SaveTwiceAsync(harness);
        await harness.StopBrokerAsync();
        await File.WriteAllTextAsync(harness.OffsetFile, torn);

        await harness.StartBrokerAsync();

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(1);
        harness.Log.Lines.ShouldContain(line => line.StartsWith(
            $"Warning: the table {harness.OffsetFile} was read from its backup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_BothUnreadable_IsAnErrorThatNamesThemAndLetsTheFolderGo()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await SaveTwiceAsync(harness);
        await harness.StopBrokerAsync();
        var good = await File.ReadAllBytesAsync(harness.OffsetFile);
        await File.WriteAllTextAsync(harness.OffsetFile, "{");
        await File.WriteAllTextAsync(harness.OffsetFile + ".bak", "");

        var failure = await Should.ThrowAsync<UnreadableFileException>(harness.StartBrokerAsync);

        failure.Message.ShouldContain(harness.OffsetFile);
        failure.Message.ShouldContain(harness.OffsetFile + ".bak");
        await File.WriteAllBytesAsync(harness.OffsetFile, good);
        await harness.StartBrokerAsync();
    }

    [Fact]
    public async Task Clock_DiskRefuses_CommitsGoOnAndAreSavedWhenThereIsRoomAgain()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await SaveTwiceAsync(harness);
        var client = harness.NewClient("committer");
        var obstacle = Directory.CreateDirectory(harness.OffsetFile + ".tmp");

        await client.CommitAsync(3);
        await AfterAsync(harness, 5, "could not be saved in this turn");
        await client.CommitAsync(4);
        await AfterAsync(harness, 5, "could not be saved in this turn");

        Offset((await client.QueryAsync()).ReadHeader<OffsetResponseHeader>()).ShouldBe(4);
        Read(harness.OffsetFile)["TopicA@GroupA"][0].ShouldBe(2);
        harness.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain($"the table {harness.OffsetFile} cannot be saved");

        obstacle.Delete();
        await AfterAsync(harness, 5, Saved);
        Read(harness.OffsetFile)["TopicA@GroupA"][0].ShouldBe(4);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_IsSavedWithoutTheClock()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);
        var saved = harness.Log.NextAsync(Saved);

        await client.ResetAsync(2);

        await saved;
        Read(harness.OffsetFile)["TopicA@GroupA"][0].ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TopicOrGroupDeleted_ItsOffsetsLeaveTheFileWithoutTheClock(bool isTopic)
    {
        await using var harness = await BrokerHarness.StartAsync();
        await SaveTwiceAsync(harness);
        var client = harness.NewClient("operator");
        var saved = harness.Log.NextAsync(Saved);

        await (isTopic
            ? client.CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic })
            : client.CallOkAsync(
                RequestCode.DeleteSubscriptionGroup,
                new DeleteSubscriptionGroupHeader { GroupName = BrokerClient.Group, CleanOffset = true }));

        await saved;
        Read(harness.OffsetFile).Keys.ShouldNotContain("TopicA@GroupA");
    }

    private static long Offset(OffsetResponseHeader header) => header.Offset;

    private static async Task AfterAsync(BrokerHarness harness, double seconds, string said)
    {
        var line = harness.Log.NextAsync(said);
        harness.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await line;
    }

    private static async Task SaveTwiceAsync(BrokerHarness harness)
    {
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);
        await client.CommitAsync(1);
        await AfterAsync(harness, 10, Saved);
        await client.CommitAsync(2);
        await AfterAsync(harness, 5, Saved);
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> Read(string path) =>
        BodyJson.Read<ConsumerOffsetBody>(File.ReadAllBytes(path), 0).OffsetTable;
}
