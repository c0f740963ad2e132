using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Tests.Scenarios;

namespace Engine.Tests.Conformance;

/// <summary>Brings clusters to the recorded states and replays every file, once for all tests of the class that owns it.</summary>
public sealed class ReplaySession : IAsyncLifetime
{
    private const string FirstOfAdmin = "c-updateTopic.jsonl";

    private readonly Dictionary<string, IReadOnlyList<string>> _differences = [];

    internal IReadOnlyList<string> DifferencesOf(string file) => _differences[file];

    public async Task InitializeAsync()
    {
        await RunAsync(ReplayPlan.Json, PrepareJsonAsync);
        await RunAsync(ReplayPlan.Binary, PrepareBinaryAsync);
        foreach (var file in ReplayPlan.Alone)
            await RunAloneAsync(file);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task RunAsync(IReadOnlyList<string> files, Func<ReplayCluster, Bystanders, string, Task> prepare)
    {
        await using var cluster = await ReplayCluster.StartAsync(ReplayPlan.StartOf(files[0]));
        var bystanders = new Bystanders(cluster);
        foreach (var file in files)
        {
            var begin = ReplayPlan.BeginOf(file) is { } known
                ? DateTimeOffset.FromUnixTimeMilliseconds(known)
                : cluster.Clock.GetUtcNow().AddSeconds(4);
            cluster.Clock.Advance(begin > cluster.Clock.GetUtcNow() ? begin - cluster.Clock.GetUtcNow() : TimeSpan.Zero);
            await prepare(cluster, bystanders, file);
            _differences[file] = await new Replay(cluster, file).RunAsync();
        }
    }

    private async Task RunAloneAsync(string file)
    {
        await using var cluster = await ReplayCluster.StartAsync(
            ReplayPlan.StartOf(file), withBroker: !file.StartsWith("g-", StringComparison.Ordinal));
        if (file.StartsWith("x-", StringComparison.Ordinal))
            await MakeTransactionTopicAsync(cluster);

        if (file == "x-send-no-autocreate.jsonl")
            await cluster.RestartBrokerAsync(options => options with { AutoCreateTopic = false });

        if (file == "x-consume-no-autogroup.jsonl")
            await cluster.RestartBrokerAsync(options => options with { AutoCreateSubscriptionGroup = false });

        _differences[file] = await new Replay(cluster, file).RunAsync();
    }

    private static Task MakeTransactionTopicAsync(ReplayCluster cluster) => ReplayCluster.TellAsync(
        cluster.Connect(10911),
        RemotingCommand.Request(
            RequestCode.UpdateAndCreateTopic,
            new CreateTopicHeader { Topic = "TxTopic", ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6 }));

    private static async Task PrepareJsonAsync(ReplayCluster cluster, Bystanders bystanders, string file)
    {
        switch (file)
        {
            case "f-order.jsonl":
                await new ClockPump(cluster.Clock).UntilAsync(
                    () => Task.FromResult(cluster.Tables.DelayOffsets.Find(1) == 2), () => "the delayed message");
                break;
            case "h-tagfilter.jsonl":
                await bystanders.SendAsync(
                    2,
                    "KEYS\u0001KEY0\u0002UNIQ_KEY\u0001C00002027F885FFD2B27677633060000\u0002TAGS\u0001TagA\u0002seq\u00010",
                    Convert.FromBase64String("eF7twQENAAAAwqD3T20ON6AAAAAAAAAAgHcDIAAAAQ=="),
                    sysFlag: 769);
                break;
            case FirstOfAdmin:
                await bystanders.SendInTransactionAsync(queueId: 0);
                await new ClockPump(cluster.Clock).UntilAsync(
                    () => Task.FromResult(cluster.Tables.Offsets.GroupsOf(TopicNames.TransactionHalf).Any()), () => "a transaction check");
                await bystanders.SendAsync(1, "", [1]);
                await bystanders.FillUpToAsync(5896);
                await bystanders.HeartbeatAsync(1_795_227_081_962);
                await bystanders.CommitAsync(3, 6, 3, 4);
                break;
            case "c-resetOffsetByTime-online.jsonl":
                await bystanders.FillUpToAsync(6194, "KEYS\u0001filler");
                await bystanders.HeartbeatAsync(1_795_227_081_962);
                break;
            case "c-queryMsgByKey.jsonl":
                await bystanders.FillUpToAsync(6492);
                await bystanders.HeartbeatAsync(1_795_227_173_193);
                await bystanders.CommitAsync(3, 6, 3, 4);
                break;
        }
    }

    private static async Task PrepareBinaryAsync(ReplayCluster cluster, Bystanders bystanders, string file)
    {
        if (file != "c-topicStatus.rocketmq.jsonl")
            return;

        foreach (var queueId in (int[])[0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3])
            await bystanders.SendAsync(queueId, "", [1]);

        await bystanders.HeartbeatAsync(1);
        await bystanders.CommitAsync(3, 7, 3, 3);
    }
}
