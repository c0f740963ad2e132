using Engine.Admin.Topics;
using Engine.Broker.Pulling;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Broker;

namespace Engine.Tests.Scenarios;

/// <summary>What a broker keeps of a group's progress and how it answers, to whoever asks.</summary>
public sealed class OffsetScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    private static readonly MessageQueue Place = new(Topic, "broker-a", 0);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B1")]
    public async Task UnknownAndBrokenRequests_AreAnswered_AndTheConnectionGoesOn(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var broker = new BrokerQuestions(cluster, Group, Topic);
        var held = broker.PullAsync(0, PullFlags.Suspend);
        var field = new QueryConsumerOffsetHeader { ConsumerGroup = Group, Topic = Topic, QueueId = 0 };

        var unknown = await cluster.AskBrokerAsync(RemotingCommand.Request(4711));
        var broken = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.UpdateConsumerOffset, field));

        (unknown.Code, unknown.Remark).ShouldBe((ResponseCode.RequestCodeNotSupported, " request type 4711 not supported"));
        broken.Code.ShouldBe(ResponseCode.SystemError);
        broken.Remark.ShouldNotBeNull().ShouldContain("commitOffset");
        await cluster.SendAsync(Topic, 1);
        (await held).Code.ShouldBe(ResponseCode.Success, "a pull held on the same connection");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B2")]
    public async Task Commit_FirstHigherAndLower_EachIsTakenAndTheLowerOneIsLoggedWithItsClient(Wire wire)
    {
        var log = new BrokerLog();
        await using var cluster = await StartAsync(wire, loggers: log);
        await cluster.SendAsync(Topic, 10);
        var broker = new BrokerQuestions(cluster, Group, Topic);
        var seen = new List<long?>();

        foreach (var offset in new[] { 4, 7, 2 })
        {
            await broker.CommitAsync(0, offset);
            seen.Add(await FigureAsync(cluster));
        }

        seen.ShouldBe([4, 7, 2]);
        var file = await cluster.Admin.ReadOffsetFileAsync("broker-a", CancellationToken.None);
        file.ToTable()[$"{Topic}@{Group}"].ShouldBe(new Dictionary<int, long> { [0] = 2 });
        log.Lines.ShouldContain(line => line.Contains("127.0.0.1:", StringComparison.Ordinal)
            && line.Contains("went back on orders Q0 from offset 7 to 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B4")]
    public async Task Query_YoungQueueWithoutOffset_IsZeroForAMemberAndNothingInTheFigures(Wire wire)
    {
        await using var cluster = await StartAsync(wire, queues: 3);
        await cluster.SendAsync(Topic, 6);
        var broker = new BrokerQuestions(cluster, Group, Topic);

        await broker.CommitAsync(0, 1);

        (await broker.QueryAsync(0)).ShouldBe(1);
        (await broker.QueryAsync(1)).ShouldBe(0, "a new group does not pass over what is there");
        (await broker.QueryAsync(1, zeroIfNotFound: false)).ShouldBeNull();
        ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).Select(queue => queue.ConsumerOffset).ShouldBe([1, null, null]);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B4")]
    public async Task Query_QueueThatLostItsFirstMessages_IsNotFound(Wire wire)
    {
        var store = new EmbeddedStoreOptions { SegmentBytes = 4 * 1024, ConsumeQueueFileBytes = 400, RetentionHours = 1 };
        await using var cluster = await StartAsync(wire, store);
        await cluster.SendAsync(Topic, 60);
        var broker = new BrokerQuestions(cluster, Group, Topic);
        (await broker.QueryAsync(0)).ShouldBe(0);

        cluster.Clock.Advance(TimeSpan.FromHours(1));

        await cluster.Pump.UntilAsync(async () => await broker.QueryAsync(0) is null, () => "no offset for a queue that lost messages");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "B5")]
    public async Task Pull_CarriesACommit_IsCommittedWhateverComesOfThePullAndOnlyOnce(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.SendAsync(Topic, 10);
        var broker = new BrokerQuestions(cluster, Group, Topic);

        (await broker.PullAsync(0, PullFlags.Commit, commit: 4)).Code.ShouldBe(ResponseCode.Success);
        (await FigureAsync(cluster)).ShouldBe(4);
        (await broker.PullAsync(100, PullFlags.Commit, commit: 6)).Code.ShouldBe(ResponseCode.PullOffsetMoved);
        (await FigureAsync(cluster)).ShouldBe(6, "though the pull was out of range");
        (await broker.PullAsync(0, commit: 9)).Code.ShouldBe(ResponseCode.Success);
        (await FigureAsync(cluster)).ShouldBe(6, "bit 0 was not set");

        var held = broker.PullAsync(10, PullFlags.Commit | PullFlags.Suspend, commit: 7);
        (await FigureAsync(cluster)).ShouldBe(7);
        await broker.CommitAsync(0, 9);
        await cluster.SendAsync(Topic, 1);

        (await held).Code.ShouldBe(ResponseCode.Success);
        (await FigureAsync(cluster)).ShouldBe(9, "the held pull is not committed a second time");
    }

    [Theory]
    [InlineData(Wire.InProcess, 100, 8)]
    [InlineData(Wire.InProcess, 3, 3)]
    [InlineData(Wire.Codec, 100, 8)]
    [InlineData(Wire.Codec, 3, 3)]
    [Trait("Behaviour", "B6")]
    public async Task Send_UnknownTopic_IsMadeFromTheTemplateWithinItsLimits(Wire wire, int wanted, int queues)
    {
        await using var cluster = await StartAsync(wire);

        var made = await cluster.AskBrokerAsync(SendOf("unheard-of", "TBW102", wanted));
        var refused = await cluster.AskBrokerAsync(SendOf("unheard-of-too", Topic, wanted));

        made.Code.ShouldBe(ResponseCode.Success, made.Remark);
        var route = (await cluster.Admin.GetTopicAsync("unheard-of", CancellationToken.None)).Routes.ShouldHaveSingleItem();
        route.ShouldBe(new TopicRoute("broker-a", "127.0.0.1:10911", queues, queues, Perm: 6));
        refused.Code.ShouldBe(ResponseCode.TopicNotExist, "an ordinary topic is no template");
    }

    private static RemotingCommand SendOf(string topic, string template, int queues)
    {
        var header = new SendMessageHeader
        {
            ProducerGroup = "producers",
            Topic = topic,
            DefaultTopic = template,
            DefaultTopicQueueNums = queues,
            QueueId = 0,
            SysFlag = 0,
            BornTimestamp = 1,
            Flag = 0,
        };
        return RemotingCommand.Request(RequestCode.SendMessageV2, header) with { Body = new byte[] { 1 } };
    }

    private static Task<ScenarioCluster> StartAsync(
        Wire wire, EmbeddedStoreOptions? store = null, int queues = 1, BrokerLog? loggers = null) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, queues, 6, ["broker-a"]), store, loggers);

    private static async Task<long?> FigureAsync(ScenarioCluster cluster) =>
        (await cluster.ReadAsync(Group)).Queues.Single(queue => queue.Queue == Place).ConsumerOffset;
}
