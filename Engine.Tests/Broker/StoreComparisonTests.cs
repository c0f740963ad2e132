using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

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

    private static string TopicFile(BrokerHarness harness) => Path.Combine(harness.Options.StoreFolder, "config", "topics.json");

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
}
