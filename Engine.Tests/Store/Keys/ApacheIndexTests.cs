using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Keys;
using Engine.Tests.Broker;

namespace Engine.Tests.Store.Keys;

/// <summary>The key index of stores written by Apache RocketMQ 4.9.8: 500 slots and 2,000 items in a file.</summary>
public sealed class ApacheIndexTests
{
    private static readonly IndexShape ItsShape = new(500, 2000);

    [Theory]
    [InlineData("clean", false)]
    [InlineData("crashed", false)]
    [InlineData("clean", true)]
    [InlineData("crashed", true)]
    public async Task Query_EveryKeyOfEveryMessage_FindsIt(string name, bool withoutIndex)
    {
        using var folder = ApacheStores.Unpack(name);
        var path = Path.Combine(folder.Path, name);
        if (withoutIndex)
        {
            Directory.Delete(Path.Combine(path, "index"), recursive: true);
        }

        await using var store = ApacheStores.Make(path);
        await store.StartAsync(CancellationToken.None);
        await Soon.Within(store.WaitUntilDispatchedAsync(CancellationToken.None), "the index to catch up");

        var messages = ReadLog(store);
        messages.Count.ShouldBeGreaterThan(700);
        foreach (var message in messages)
        {
            foreach (var key in KeysOf(message))
            {
                var query = new KeyQuery
                {
                    Topic = message.Topic,
                    Key = key,
                    MaxMessages = 64,
                    BeginTime = message.StoreTimestamp,
                    EndTime = message.StoreTimestamp,
                };
                Offsets(store.Query(query)).ShouldContain(message.PhysicalOffset, $"{message.Topic} {key}");
            }
        }
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Start_IndexDeleted_IsRebuiltAsRocketMqWroteIt(string name)
    {
        using var folder = ApacheStores.Unpack(name);
        var path = Path.Combine(folder.Path, name);
        var before = IndexFiles(path);
        Directory.Delete(Path.Combine(path, "index"), recursive: true);

        await using var store = ApacheStores.Make(path, options => options with { IndexSlots = 500, IndexItems = 2000 });
        await store.StartAsync(CancellationToken.None);
        await store.StopAsync(CancellationToken.None);

        IndexFiles(path).ShouldBe(before);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Start_NothingNew_LeavesTheFilesAsTheyAre(string name)
    {
        using var folder = ApacheStores.Unpack(name);
        var path = Path.Combine(folder.Path, name);
        var before = IndexFiles(path);

        await using var store = ApacheStores.Make(path);
        await store.StartAsync(CancellationToken.None);
        await store.StopAsync(CancellationToken.None);

        IndexFiles(path).ShouldBe(before);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public void FindShape_OptionsSayOtherwise_IsTheFiles(string name)
    {
        using var folder = ApacheStores.Unpack(name);

        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, name, "index")))
        {
            ShapeFinder.Find(file, IndexShape.Usual).ShouldBe(ItsShape);

            // A shape of the same length that is not the one.
            ShapeFinder.Find(file, new IndexShape(5, 2099)).ShouldBe(ItsShape);
        }
    }

    [Fact]
    public async Task Append_StoreOfRocketMq_GoesOnInItsFiles()
    {
        using var folder = ApacheStores.Unpack("clean");
        var path = Path.Combine(folder.Path, "clean");
        await using var store = ApacheStores.Make(path);
        await store.StartAsync(CancellationToken.None);

        for (var i = 0; i < 3000; i++)
        {
            store.Append(StoreHarness.Message("Orders", 0, $"new {i}") with { Properties = $"KEYS\u0001new{i}" }).IsStored.ShouldBeTrue();
        }

        await Soon.Within(store.WaitUntilDispatchedAsync(CancellationToken.None), "the index to catch up");
        for (var i = 0; i < 3000; i++)
        {
            store.QueryByKey("Orders", $"new{i}", 64, 0, long.MaxValue).Count.ShouldBe(1);
        }

        await store.StopAsync(CancellationToken.None);
        var lengths = Directory.GetFiles(Path.Combine(path, "index")).Select(file => new FileInfo(file).Length).ToArray();
        lengths.Length.ShouldBe(3);
        lengths.ShouldAllBe(length => length == ItsShape.FileBytes);
    }

    private static List<MessageExt> ReadLog(MessageStore store)
    {
        var messages = new List<MessageExt>();
        for (var at = store.MinPhysicalOffset; at < store.MaxPhysicalOffset;)
        {
            if (store.ReadRecord(at) is not { } record)
            {
                at += 262_144 - (at % 262_144);
                continue;
            }

            MessageRecordReader.TryReadMessage(record, out var message).ShouldBeTrue();
            messages.Add(message!);
            at += record.Length;
        }

        return messages;
    }

    private static IEnumerable<string> KeysOf(MessageExt message) =>
        (message.Keys?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        .Append(message.UniqueKey ?? "")
        .Where(key => key.Length > 0 && (message.SysFlag & MessageSysFlags.TransactionMask) != MessageSysFlags.TransactionRollback);

    private static long[] Offsets(IReadOnlyList<ReadOnlyMemory<byte>> records) =>
        [.. records.SelectMany(record => MessageRecordReader.ReadAll(record)).Select(message => message.PhysicalOffset)];

    // Oldest first; the names are times of their making.
    private static string[] IndexFiles(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, "index")).Order(StringComparer.Ordinal)
            .Select(path => Convert.ToHexString(File.ReadAllBytes(path)))];
}
