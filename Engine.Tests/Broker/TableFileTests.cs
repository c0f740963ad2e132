using System.Text.Json.Nodes;
using Engine.Broker;
using Engine.Protocol.Bodies;
using Engine.Tests.Persistence;
using Engine.Tests.Store;

namespace Engine.Tests.Broker;

public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BrokerLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Save_TablesOfRocketMq_HaveItsFieldsAndValues(string name)
    {
        using var store = ApacheStores.Unpack(name);
        var config = Path.Combine(store.Path, name, "config");

        await SaveAgainAsync<TopicConfigTableBody>(config, "topics.json");
        await SaveAgainAsync<SubscriptionGroupTableBody>(config, "subscriptionGroup.json");
        await SaveAgainAsync<ConsumerOffsetBody>(config, "consumerOffset.json");
        await SaveAgainAsync<DelayOffsetBody>(config, "delayOffset.json");
    }

    [Fact]
    public async Task Save_Offsets_AreInLinesWithPlainQueueIdsAsRocketMqWritesThem()
    {
        var file = new TableFile(_folder.File("consumerOffset.json"), _log);

        await file.SaveAsync(() => Offsets(226), CancellationToken.None);

        (await File.ReadAllTextAsync(_folder.File("consumerOffset.json"))).ReplaceLineEndings("\n")
            .ShouldBe("{\n\t\"offsetTable\": {\n\t\t\"Orders@cg\": {\n\t\t\t0: 226\n\t\t}\n\t}\n}");
        file.Load<ConsumerOffsetBody>()!.OffsetTable["Orders@cg"][0].ShouldBe(226);
    }

    [Fact]
    [Trait("Behaviour", "B3")]
    public async Task Save_DiskRefuses_KeepsTheOldFileAndSaysItOnceUntilItWorksAgain()
    {
        var path = _folder.File("consumerOffset.json");
        var file = new TableFile(path, _log);
        await file.SaveAsync(() => Offsets(1), CancellationToken.None);
        Directory.CreateDirectory(path + ".tmp");

        for (var i = 0; i < 3; i++)
        {
            var refused = await Should.ThrowAsync<IOException>(() => file.SaveAsync(() => Offsets(2), CancellationToken.None));
            refused.Message.ShouldStartWith($"{path} cannot be saved: ");
        }

        file.Load<ConsumerOffsetBody>()!.OffsetTable["Orders@cg"][0].ShouldBe(1);
        Directory.Delete(path + ".tmp");
        await file.SaveAsync(() => Offsets(3), CancellationToken.None);
        await file.SaveAsync(() => Offsets(4), CancellationToken.None);

        file.Load<ConsumerOffsetBody>()!.OffsetTable["Orders@cg"][0].ShouldBe(4);
        _log.Lines.ShouldBe(
        [
            $"Error: the table {path} cannot be saved; the file keeps its previous state",
            $"Information: the table {path} is saved again",
        ]);
    }

    private static ConsumerOffsetBody Offsets(long offset) => new()
    {
        OffsetTable = new Dictionary<string, IReadOnlyDictionary<int, long>> { ["Orders@cg"] = new Dictionary<int, long> { [0] = offset } },
    };

    private static JsonNode Parse(string path) => JsonNode.Parse(FastjsonDialect.ToStandard(File.ReadAllBytes(path)).Span)!;

    private async Task SaveAgainAsync<T>(string config, string name)
        where T : class, ICommandBody
    {
        var theirs = Path.Combine(config, name);
        var table = new TableFile(theirs, _log).Load<T>()!;

        await new TableFile(_folder.File(name), _log).SaveAsync(() => table, CancellationToken.None);

        JsonNode.DeepEquals(Parse(_folder.File(name)), Parse(theirs)).ShouldBeTrue(name);
        _log.Lines.ShouldBeEmpty();
    }
}
