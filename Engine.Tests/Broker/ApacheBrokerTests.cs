using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Persistence;

namespace Engine.Tests.Broker;

/// <summary>A broker over the folders of Apache RocketMQ 4.9.8, against what its own tool printed of the groups.</summary>
public sealed class ApacheBrokerTests
{
    /// <summary>Whose tables the tool printed, in this order.</summary>
    private static readonly string[] Groups = ["cg-orders", "cg-failing"];

    private static readonly string Stores = Path.Combine(AppContext.BaseDirectory, "Data", "Stores");

    [Theory]
    [InlineData("clean", 10)]
    [InlineData("crashed", 9)]
    public async Task ConsumeStats_FolderOfRocketMq_AreWhatItsToolPrinted(string name, int rows)
    {
        using var folder = Unpack(name);
        await using var harness = await BrokerHarness.StartAsync(
            options => options with { StoreFolder = Path.Combine(folder.Path, name), RetentionHours = 0 });
        await CompareAsync(harness, name, rows);

        await harness.NewConsumerAsync();
        await harness.RestartAsync();

        await CompareAsync(harness, name, rows);
    }

    private static async Task CompareAsync(BrokerHarness harness, string name, int rows)
    {
        var client = harness.NewClient();
        var printed = ReadProgress(name);
        printed.Count.ShouldBe(rows);
        foreach (var row in printed)
        {
            var answer = await client.CallOkAsync(RequestCode.GetConsumeStats, new GetConsumeStatsHeader { ConsumerGroup = row.Group });
            var offsets = answer.ReadBody<ConsumeStatsBody>().OffsetTable[row.Queue];
            (offsets.BrokerOffset, offsets.ConsumerOffset, Time(offsets.LastTimestamp))
                .ShouldBe((row.BrokerOffset, row.ConsumerOffset, row.LastTime), $"{row.Group} {row.Queue}");
        }
    }

    private static string Time(long timestamp) => timestamp == 0
        ? "N/A"
        : DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static List<Row> ReadProgress(string name)
    {
        var rows = new List<Row>();
        var tables = 0;
        foreach (var line in File.ReadLines(Path.Combine(Stores, $"{name}.consumerProgress.txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            tables += line.StartsWith('#') ? 1 : 0;
            if (words.Length < 7 || line.StartsWith('#'))
                continue;

            rows.Add(new Row(
                Groups[tables - 1],
                new MessageQueue(words[0], words[1], Number(words[2])),
                Number(words[3]),
                Number(words[4]),
                string.Join(' ', words[6..])));
        }

        return rows;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static TemporaryFolder Unpack(string name)
    {
        var folder = new TemporaryFolder();
        using var archive = File.OpenRead(Path.Combine(Stores, $"rocketmq-4.9.8-{name}.tar.gz"));
        using var tar = new GZipStream(archive, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, folder.Path, overwriteFiles: true);
        return folder;
    }

    private sealed record Row(string Group, MessageQueue Queue, long BrokerOffset, long ConsumerOffset, string LastTime);
}
