using System.Text;
using Engine.Client;
using Engine.Client.Consuming.Offsets;
using Engine.Persistence;
using Engine.Protocol;
using Engine.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Consuming.Offsets;

[Trait("Behaviour", "A4")]
public sealed class LocalFileOffsetStoreTests : IDisposable
{
    private const string ClientId = "10.0.0.7@DEFAULT";

    private static readonly MessageQueue A0 = new("TopicA", "broker-a", 0);
    private static readonly MessageQueue A1 = new("TopicA", "broker-a", 1);

    private readonly TemporaryFolder _root = new();
    private readonly List<LocalFileOffsetStore> _stores = [];

    private string File => Path.Combine(_root.Path, ClientId, "g", "offsets.json");

    public void Dispose()
    {
        _stores.ForEach(store => store.Dispose());
        _root.Dispose();
    }

    [Fact]
    public async Task PersistAll_Offsets_AreInRocketMqsFileAndForm()
    {
        var store = Open();
        store.Update(A0, 5, increaseOnly: true);
        store.Update(A1, 7, increaseOnly: true);

        await store.PersistAllAsync(new HashSet<MessageQueue> { A0, A1 }, CancellationToken.None);

        var lines = System.IO.File.ReadAllLines(File).Select(line => line.Trim());
        lines.ShouldBe(
        [
            "{",
            "\"offsetTable\": {",
            """{"brokerName":"broker-a","queueId":0,"topic":"TopicA"}: 5,""",
            """{"brokerName":"broker-a","queueId":1,"topic":"TopicA"}: 7""",
            "}",
            "}",
        ]);
    }

    [Fact]
    public async Task Load_FileOfRocketMq_IsRead()
    {
        Write(
            "{\n\t\"offsetTable\":{{\n\t\t\t\"brokerName\":\"broker-a\",\n\t\t\t\"queueId\":1,\n"
            + "\t\t\t\"topic\":\"TopicA\"\n\t\t}:42\n\t}\n}");
        var store = Open();

        (await ReadAsync(store, A1)).ShouldBe(42);

        (await ReadAsync(store, A0)).ShouldBeNull();
        store.ReadCached(A1).ShouldBe(42);
    }

    [Fact]
    public async Task PersistAll_AfterARestart_KeepsQueuesThatAreNotHeld()
    {
        var first = Open();
        first.Update(A0, 5, increaseOnly: true);
        await first.PersistAsync(A0, confirmed: true, CancellationToken.None);
        first.Dispose();

        var second = Open();
        second.Update(A1, 9, increaseOnly: true);
        await second.PersistAllAsync(new HashSet<MessageQueue> { A1 }, CancellationToken.None);
        second.Dispose();

        var third = Open();
        (await ReadAsync(third, A0)).ShouldBe(5);
        (await ReadAsync(third, A1)).ShouldBe(9);
    }

    [Fact]
    [Trait("Behaviour", "A2")]
    public async Task PersistAll_NotHeldAnyMore_LeavesTheCacheUnwritten()
    {
        var store = Open();
        store.Update(A0, 5, increaseOnly: true);

        await store.PersistAllAsync(new HashSet<MessageQueue> { A1 }, CancellationToken.None);

        store.ReadCached(A0).ShouldBeNull();
        System.IO.File.Exists(File).ShouldBeFalse("nothing was to be written");
    }

    [Fact]
    public async Task PersistAll_Unchanged_DoesNotWriteAgain()
    {
        var store = Open();
        store.Update(A0, 5, increaseOnly: true);
        await store.PersistAllAsync(new HashSet<MessageQueue> { A0 }, CancellationToken.None);
        System.IO.File.Delete(File);

        await store.PersistAllAsync(new HashSet<MessageQueue> { A0 }, CancellationToken.None);

        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    [Trait("Behaviour", "A5")]
    public async Task ReadAsync_ThreeSources_DifferAsTheySay()
    {
        Write("""{"offsetTable":{{"brokerName":"broker-a","queueId":0,"topic":"TopicA"}:40}}""");
        var store = Open();

        (await ReadAsync(store, A0, OffsetSource.Memory)).ShouldBeNull();
        (await ReadAsync(store, A0, OffsetSource.MemoryFirstThenStore)).ShouldBe(40);
        store.Update(A0, 44, increaseOnly: true);
        (await ReadAsync(store, A0, OffsetSource.MemoryFirstThenStore)).ShouldBe(44);
        (await ReadAsync(store, A0)).ShouldBe(40);
        store.Remove(A0);
        (await ReadAsync(store, A0, OffsetSource.Memory)).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "A5")]
    public void Update_IncreaseOnly_NeverLowers()
    {
        var store = Open();
        store.Update(A0, 7, increaseOnly: true);

        store.Update(A0, 5, increaseOnly: true);
        store.ReadCached(A0).ShouldBe(7);
        store.Update(A0, 5, increaseOnly: false);

        store.ReadCached(A0).ShouldBe(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"offsetTable\":{{\"brokerName\":")]
    [InlineData("{\"offsetTable\":null}")]
    public async Task Load_TornFile_IsReadFromTheBackup(string torn)
    {
        Write("""{"offsetTable":{{"brokerName":"broker-a","queueId":0,"topic":"TopicA"}:40}}""", ".bak");
        Write(torn);

        (await ReadAsync(Open(), A0)).ShouldBe(40);
    }

    [Fact]
    public void Load_NeitherReadable_IsAFailureThatNamesTheFile()
    {
        Write("no json");
        Write("neither", ".bak");

        Should.Throw<UnreadableFileException>(() => Open()).Message.ShouldContain(File);
    }

    [Fact]
    public void Load_AnotherConsumerHasTheFolder_IsRefused()
    {
        Open();

        Should.Throw<IOException>(() => Open()).Message.ShouldContain($"group g with client id {ClientId} is using");
    }

    [Fact]
    public async Task Persist_FolderIsGone_IsAFailureAndTheNextTurnWritesAgain()
    {
        var store = Open();
        store.Update(A0, 5, increaseOnly: true);
        var folder = Path.GetDirectoryName(File)!;
        Directory.Delete(folder, recursive: true);
        System.IO.File.WriteAllText(folder, "in the way");

        var failure = await Should.ThrowAsync<ClientException>(
            async () => await store.PersistAsync(A0, confirmed: true, CancellationToken.None));
        failure.Message.ShouldContain("offsets.json");
        await store.PersistAllAsync(new HashSet<MessageQueue> { A0 }, CancellationToken.None);
        System.IO.File.Delete(folder);
        await store.PersistAllAsync(new HashSet<MessageQueue> { A0 }, CancellationToken.None);

        System.IO.File.Exists(File).ShouldBeTrue();
    }

    [Fact]
    public void Load_ClientIdThatIsNoFileName_StaysBelowTheRoot()
    {
        var store = new LocalFileOffsetStore(_root.Path, "a/../../b", "g", NullLogger.Instance);
        _stores.Add(store);

        store.Load();

        Directory.GetDirectories(_root.Path).ShouldHaveSingleItem();
    }

    private static async Task<long?> ReadAsync(LocalFileOffsetStore store, MessageQueue queue, OffsetSource source = OffsetSource.Store) =>
        await store.ReadAsync(queue, source, CancellationToken.None);

    private LocalFileOffsetStore Open()
    {
        var store = new LocalFileOffsetStore(_root.Path, ClientId, "g", NullLogger.Instance);
        _stores.Add(store);
        store.Load();
        return store;
    }

    private void Write(string content, string suffix = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File + suffix, content, new UTF8Encoding(false));
    }
}
