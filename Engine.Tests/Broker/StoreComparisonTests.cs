using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Store;

namespace Engine.Tests.Broker;

[Trait("Behaviour", "B3")]
public sealed class StoreComparisonTests
{
    private const string Topic = BrokerClient.Topic;
    private const string Group = BrokerClient.Group;

    [Fact]
    public async Task StartAsync_TopicFileLost_WarnsOfTheTopicsTheStoreHasAndServes()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, "TopicB");
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        Delete(TopicFile(harness));

        await harness.StartBrokerAsync();

        Warnings(harness).ShouldHaveSingleItem().ShouldStartWith(
            $"Warning: the table {TopicFile(harness)} is missing: the store has messages of 2 topics that it does not name "
            + $"({Topic}, TopicB); ");
        await harness.NewClient("operator").CreateTopicAsync();
        harness.Read(Topic).Count.ShouldBe(5);
    }

    [Fact]
    public async Task StartAsync_TopicsMissingInTheFile_WarnsAndNamesTheFirstTen()
    {
        await using var harness = await BrokerHarness.StartAsync();
        foreach (var number in Enumerable.Range(10, 12))
            await UseAsync(harness, $"Topic{number}");

        await harness.StopBrokerAsync();
        var empty = new TopicConfigTableBody { DataVersion = new DataVersion(), TopicConfigTable = new Dictionary<string, TopicConfig>() };
        await File.WriteAllBytesAsync(TopicFile(harness), BodyJson.WriteFile(empty).ToArray());

        await harness.StartBrokerAsync();

        var warning = Warnings(harness).ShouldHaveSingleItem();
        warning.ShouldContain($"{TopicFile(harness)} is incomplete: the store has messages of 12 topics");
        warning.ShouldContain("(Topic10, Topic11, ");
        warning.ShouldContain(", Topic19 and 2 more)");
    }

    [Fact]
    public async Task StartAsync_OffsetFileLost_WarnsOnce()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        Delete(harness.OffsetFile);

        await harness.StartBrokerAsync();
        harness.Tables.Offsets.Find(Group, Topic, 0).ShouldBeNull();
        await harness.RestartAsync();

        Warnings(harness).ShouldHaveSingleItem()
            .ShouldStartWith($"Warning: the table {harness.OffsetFile} is missing although the store has messages");
    }

    [Fact]
    public async Task StartAsync_NewStore_HasTheFilesBeforeTheFirstMessageIsSaved()
    {
        await using var harness = await BrokerHarness.StartAsync();

        File.Exists(harness.OffsetFile).ShouldBeTrue();
        File.Exists(DelayFile(harness)).ShouldBeTrue();
    }

    [Fact]
    public async Task StartAsync_GroupFileLost_WarnsOfTheGroupsWithOffsets()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        Delete(GroupFile(harness));

        await harness.StartBrokerAsync();

        Warnings(harness).ShouldHaveSingleItem()
            .ShouldStartWith($"Warning: the table {GroupFile(harness)} is missing although 1 groups have offsets here ({Group})");
    }

    [Fact]
    public async Task StartAsync_DelayFileLost_WarnsWhereThereWereDelayedMessages()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        Delete(DelayFile(harness));
        await harness.StartBrokerAsync();
        Warnings(harness).ShouldBeEmpty();

        harness.Tables.Store.Append(StoreHarness.Message("SCHEDULE_TOPIC_XXXX", 17, "later")).IsStored.ShouldBeTrue();
        await harness.StopBrokerAsync();
        Delete(DelayFile(harness));
        await harness.StartBrokerAsync();

        Warnings(harness).ShouldHaveSingleItem()
            .ShouldStartWith($"Warning: the table {DelayFile(harness)} is missing although the store has delayed messages");
    }

    [Fact]
    public async Task StartAsync_ConfigFolderLost_WarnsOfTopicsAndOffsets()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        Directory.Delete(Path.GetDirectoryName(harness.OffsetFile)!, recursive: true);

        await harness.StartBrokerAsync();

        Warnings(harness).Count.ShouldBe(2);
        Warnings(harness)[0].ShouldContain(TopicFile(harness));
        Warnings(harness)[1].ShouldContain(harness.OffsetFile);
    }

    [Fact]
    public async Task StartAsync_NobodyConsumedYetOrTheTopicIsDeleted_WarnsOfNothing()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        foreach (var topic in new[] { Topic, "TopicB" })
        {
            await client.CreateTopicAsync(topic);
            await client.SendOkAsync(topic);
        }

        await client.CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = "TopicB" });
        await harness.RestartAsync();

        Warnings(harness).ShouldBeEmpty();
    }

    [Fact]
    public async Task StartAsync_OffsetsAboveTheEnds_AreLoweredSavedAndTold()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        await WriteOffsetsAsync(harness, Enumerable.Range(0, 12).ToDictionary(queueId => queueId, queueId => queueId + 3L));

        await harness.StartBrokerAsync();

        Warnings(harness).ShouldHaveSingleItem().ShouldBe(
            $"Warning: group {Group} on {Topic}: the last messages of the log are lost, offsets of 11 queues were above "
            + "the queue's end and "
            + "were lowered to it, so that new messages are consumed (Q1 4 -> 0, Q2 5 -> 0, Q3 6 -> 0, Q4 7 -> 0, Q5 8 -> 0, Q6 9 -> 0, "
            + "Q7 10 -> 0, Q8 11 -> 0, Q9 12 -> 0, Q10 13 -> 0 and 1 more)");
        var saved = BodyJson.Read<ConsumerOffsetBody>(await File.ReadAllBytesAsync(harness.OffsetFile), 0).OffsetTable[$"{Topic}@{Group}"];
        saved[0].ShouldBe(3, "five messages are there");
        saved.Where(queue => queue.Key > 0).ShouldAllBe(queue => queue.Value == 0);
    }

    [Fact]
    public async Task StartAsync_ManyGroupsAboveTheEnds_TellsAHundred()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await UseAsync(harness, Topic);
        await harness.StopBrokerAsync();
        var ahead = new Dictionary<int, long> { [0] = 9 };
        await WriteAsync(harness, Enumerable.Range(0, 103).ToDictionary(
            number => $"{Topic}@Group{number}", IReadOnlyDictionary<int, long> (_) => ahead));

        await harness.StartBrokerAsync();

        Warnings(harness).Count.ShouldBe(101);
        Warnings(harness)[^1].ShouldBe("Warning: offsets of 3 more groups and topics were lowered to the ends of their queues");
        harness.Tables.Offsets.Groups.ShouldAllBe(group => harness.Tables.Offsets.Find(group, Topic, 0) == 5);
    }

    [Fact]
    public async Task StartAsync_LastLogFileLost_GroupGoesOnWithTheNextNewMessage()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { CommitLogFileBytes = 16 * 1024 });
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendOkAsync(count: 200);
        await client.CommitAsync(200);
        await harness.StopBrokerAsync();
        File.Delete(Directory.GetFiles(Path.Combine(harness.Options.StoreFolder, "commitlog")).Order(StringComparer.Ordinal).Last());

        await harness.StartBrokerAsync();

        var end = harness.Tables.Store.GetBounds(Topic, 0).Max;
        end.ShouldBeInRange(1, 199);
        harness.Tables.Offsets.Find(Group, Topic, 0).ShouldBe(end);
        Warnings(harness).ShouldContain(line => line.Contains($"(Q0 200 -> {end})", StringComparison.Ordinal));
        await harness.NewClient("later").SendOkAsync();
        harness.Tables.Store.Get(Topic, 0, end, 32, null).MessageCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_QueueLostAllItsMessages_IsHeldToItsEndUntilThereAreNewOnes(bool isQueueFolderLost)
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { CommitLogFileBytes = 16 * 1024 });
        await UseAsync(harness, "TopicB");
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        while (harness.Tables.Store.MaxPhysicalOffset < 16 * 1024)
            await client.SendOkAsync("TopicB", count: 5);

        await client.SendOkAsync(count: 5);
        await client.CommitAsync(5);
        await harness.StopBrokerAsync();
        File.Delete(Directory.GetFiles(Path.Combine(harness.Options.StoreFolder, "commitlog")).Order(StringComparer.Ordinal).Last());
        if (isQueueFolderLost)
            Directory.Delete(Path.Combine(harness.Options.StoreFolder, "consumequeue", Topic), recursive: true);

        await harness.StartBrokerAsync();

        harness.Tables.Store.GetBounds(Topic, 0).Max.ShouldBe(0);
        var before = await harness.NewConsumerAsync();
        await before.CommitAsync(5);
        harness.Tables.Offsets.Find(Group, Topic, 0).ShouldBe(0, "a member from before the loss would skip the new messages");
        await before.SendOkAsync(count: 2);
        await before.CommitAsync(5);
        await before.CommitAsync(2);
        harness.Tables.Offsets.Find(Group, Topic, 0).ShouldBe(2);
    }

    private static string TopicFile(BrokerHarness harness) => Path.Combine(harness.Options.StoreFolder, "config", "topics.json");

    private static string GroupFile(BrokerHarness harness) =>
        Path.Combine(harness.Options.StoreFolder, "config", "subscriptionGroup.json");

    private static string DelayFile(BrokerHarness harness) => Path.Combine(harness.Options.StoreFolder, "config", "delayOffset.json");

    private static List<string> Warnings(BrokerHarness harness) =>
        [.. harness.Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal))];

    private static async Task UseAsync(BrokerHarness harness, string topic)
    {
        var client = harness.NewClient();
        await client.CreateTopicAsync(topic);
        await client.SendOkAsync(topic, count: 5);
        await client.CommitAsync(3, topic: topic);
    }

    private static void Delete(string table)
    {
        File.Delete(table);
        File.Delete(table + ".bak");
    }

    private static Task WriteOffsetsAsync(BrokerHarness harness, IReadOnlyDictionary<int, long> offsets) =>
        WriteAsync(harness, new Dictionary<string, IReadOnlyDictionary<int, long>> { [$"{Topic}@{Group}"] = offsets });

    private static Task WriteAsync(BrokerHarness harness, IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> table) =>
        File.WriteAllBytesAsync(harness.OffsetFile, BodyJson.WriteFile(new ConsumerOffsetBody { OffsetTable = table }).ToArray());
}
