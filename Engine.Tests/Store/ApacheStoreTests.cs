using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

/// <summary>Stores written by Apache RocketMQ 4.9.8, against what its own tools printed of them.</summary>
public sealed class ApacheStoreTests
{
    [Theory]
    [InlineData("clean", false)]
    [InlineData("crashed", false)]
    [InlineData("clean", true)]
    [InlineData("crashed", true)]
    public async Task Start_StoreOfRocketMq_GivesTheFiguresOfItsTools(string name, bool withoutQueueFiles)
    {
        using var folder = ApacheStores.Unpack(name);
        if (withoutQueueFiles)
        {
            Directory.Delete(Path.Combine(folder.Path, name, "consumequeue"), recursive: true);
        }

        await using var store = ApacheStores.Make(Path.Combine(folder.Path, name));
        await store.StartAsync(CancellationToken.None);

        var figures = ReadTopicStatus(name);
        figures.Count.ShouldBe(8);
        foreach (var (topic, queueId, min, max, lastUpdated) in figures)
        {
            store.GetBounds(topic, queueId).ShouldBe(new QueueBounds(min, max), $"{topic} Q{queueId}");
            var lastStored = DateTimeOffset.FromUnixTimeMilliseconds(store.GetStoreTime(topic, queueId, max - 1));
            lastStored.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)
                .ShouldBe(lastUpdated, $"{topic} Q{queueId}");
        }

        store.GetBounds("%RETRY%cg-failing", 0).ShouldBe(new QueueBounds(0, 1));
        store.GetBounds("SCHEDULE_TOPIC_XXXX", 0).ShouldBe(new QueueBounds(0, 4));
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Get_StoreOfRocketMq_EveryMessageOfEveryQueueIsReadable(string name)
    {
        using var folder = ApacheStores.Unpack(name);
        await using var store = ApacheStores.Make(Path.Combine(folder.Path, name));
        await store.StartAsync(CancellationToken.None);

        foreach (var (topic, queueId) in store.Queues)
        {
            var (offset, max) = (0L, store.GetBounds(topic, queueId).Max);
            while (offset < max)
            {
                var result = store.Get(topic, queueId, offset, 32, null);
                result.Status.ShouldBe(GetStatus.Found, $"{topic} Q{queueId} at {offset}");
                foreach (var message in MessageRecordReader.ReadAll(result.Body))
                {
                    (message.Topic, message.QueueId, message.QueueOffset).ShouldBe((topic, queueId, offset++));
                }
            }
        }
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Start_QueueFilesDeleted_AreRebuiltAsRocketMqWroteThem(string name)
    {
        using var folder = ApacheStores.Unpack(name);
        var path = Path.Combine(folder.Path, name);
        var before = QueueFiles(path);
        Directory.Delete(Path.Combine(path, "consumequeue"), recursive: true);

        await using var store = ApacheStores.Make(path, options => options with { ConsumeQueueFileBytes = 4000 });
        await store.StartAsync(CancellationToken.None);
        await store.StopAsync(CancellationToken.None);

        QueueFiles(path).ShouldBe(before, ignoreOrder: true);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("crashed")]
    public async Task Append_StoreOfRocketMq_GoesOnBehindItsMessages(string name)
    {
        using var folder = ApacheStores.Unpack(name);
        var path = Path.Combine(folder.Path, name);
        await using var store = ApacheStores.Make(path);
        await store.StartAsync(CancellationToken.None);
        var max = store.GetBounds("Orders", 0).Max;

        for (var i = 0; i < 600; i++)
        {
            store.Append(StoreHarness.Message("Orders", 0, $"new {i}")).QueueOffset.ShouldBe(max + i);
        }

        await store.StopAsync(CancellationToken.None);
        Directory.GetFiles(Path.Combine(path, "commitlog")).Select(file => new FileInfo(file).Length)
            .ShouldAllBe(length => length == 262_144);
        Directory.GetFiles(Path.Combine(path, "consumequeue", "Orders", "0")).Select(file => new FileInfo(file).Length)
            .ShouldAllBe(length => length == 4000);
    }

    // mqadmin printed two topics one after the other: first Orders, then Payments.
    private static List<(string Topic, int QueueId, long Min, long Max, string LastUpdated)> ReadTopicStatus(string name)
    {
        var rows = new List<(string, int, long, long, string)>();
        var topics = new Queue<string>(["Orders", "Payments"]);
        foreach (var line in File.ReadLines(Path.Combine(ApacheStores.Folder, $"{name}.topicStatus.txt")))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('#') && rows.Count > 0)
            {
                topics.Dequeue();
            }
            else if (cells is [_, var queueId, var min, var max, var day, var time])
            {
                rows.Add((topics.Peek(), int.Parse(queueId, null), long.Parse(min, null), long.Parse(max, null), $"{day} {time}"));
            }
        }

        return rows;
    }

    private static List<string> QueueFiles(string folder) =>
        [.. Directory.GetFiles(Path.Combine(folder, "consumequeue"), "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(File.ReadAllBytes(path))}")];
}
