using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Statistics;

[Trait("Behaviour", "H1")]
public sealed class ProgressReaderTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadAllAsync_TwoBrokers_MergesGroupsMembersQueuesAndTopics()
    {
        var changedAt = FakeNow.AddSeconds(-3).ToUnixTimeMilliseconds();
        var onA = Group("g", ["two", "one"], Queue("%RETRY%g", 0, 0, 0, null), Queue("orders", 0, 0, 9, 4));
        var onB = Group("g", ["one"], Queue("orders", 0, 2, 7, null)) with { ConsumeEnabled = false };
        _cluster.WithProgress(
            Progress("broker-a", [onA with { MembersChangedAt = changedAt }], Bounds("orders", 0, 0, 9), Bounds("TBW102", 0, 0, 0)),
            Progress("broker-b", [onB], Bounds("orders", 0, 2, 7)));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        var group = progress.Groups.ShouldHaveSingleItem();
        (group.Group, group.MembersChangedAt).ShouldBe(("g", FakeNow.AddSeconds(-3)));
        group.SwitchedOffOn.ShouldBe(["broker-b"]);
        group.Members.Select(member => (member.ClientId, member.Version)).ShouldBe([("one", "V4_9_8"), ("two", "V4_9_8")]);
        group.Queues.Select(queue => (queue.Queue.ToString(), QueueLag.Of(queue))).ShouldBe(
            [("orders broker-a Q0", 5L), ("orders broker-b Q0", null), ("%RETRY%g broker-a Q0", null)]);
        progress.Topics.Select(topic => (topic.Name, topic.Type, topic.Queues.Count)).ShouldBe(
            [("TBW102", TopicType.System, 1), ("orders", TopicType.Normal, 2)]);
        progress.Unreachable.ShouldBeEmpty();
        (progress.Source, progress.SampledAt).ShouldBe(("push", _cluster.Clock.GetUtcNow()));
    }

    [Fact]
    [Trait("Behaviour", "G3")]
    public async Task ReadAllAsync_MasterDown_ReadsItsLowestSlaveAndNamesIt()
    {
        const string slave = "127.0.0.1:11011";
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.OnBoth(RequestCode.GetTopicStatsInfo, (_, _) => RemotingCommand.Answer(ResponseCode.TopicNotExist));
        _cluster.WithSlaves(isMasterOnline: false, (2, "127.0.0.1:11111"), (1, slave));
        _cluster.Remoting.On(slave, RequestCode.GetQueueProgress, _ => RemotingCommand.Success(
            body: Progress("broker-a", [Group("g", [], Queue("orders", 0, 0, 9, 4))])));
        _cluster.Remoting.On(slave, RequestCode.GetBrokerHaStatus, _ => RemotingCommand.Success(body: new BrokerHaStatusBody
        {
            MasterCommitLogMaxOffset = 900,
            HaClientRuntimeInfo = new HaClientStatus { MaxOffset = 800, LastReadTimestamp = 9000, LastStoreTimestamp = 8000 },
        }));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);
        var group = await _cluster.Admin.ReadGroupProgressAsync("g", CancellationToken.None);

        progress.Unreachable.ShouldBeEmpty();
        var reading = progress.SlaveReadings.ShouldHaveSingleItem();
        (reading.Broker, reading.Node, reading.SecondsBehind).ShouldBe(("broker-a", "broker-a-1", 1.0));
        progress.Groups.ShouldHaveSingleItem().Queues.ShouldHaveSingleItem().ConsumerOffset.ShouldBe(4);
        group.SlaveReadings.ShouldBe([reading]);
    }

    [Fact]
    public async Task ReadAllAsync_MasterOnline_AsksNoSlave()
    {
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.WithSlaves(isMasterOnline: true, (1, "127.0.0.1:11011"));

        (await _cluster.Admin.ReadProgressAsync(CancellationToken.None)).SlaveReadings.ShouldBeEmpty();

        _cluster.Remoting.Calls.ShouldNotContain(call => call.Address == "127.0.0.1:11011");
    }

    [Fact]
    public async Task ReadAllAsync_OneBrokerDown_GivesTheRestAndNamesIt()
    {
        _cluster.Remoting.On(
            BrokerA, RequestCode.GetQueueProgress, _ => RemotingCommand.Success(body: Progress("broker-a", [Group("g", [])])));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Groups.ShouldHaveSingleItem();
        progress.Unreachable.ShouldBe(["broker-b"]);
    }

    [Fact]
    public async Task ReadAllAsync_NoBrokerAnswers_IsUnreachableNamingBoth()
    {
        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.ReadProgressAsync(CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Unreachable);
        failure.Message.ShouldContain("broker-a");
        failure.Message.ShouldContain("broker-b");
    }

    [Fact]
    public async Task ReadAllAsync_Brokers_ShareOneBudgetOfFiveSeconds()
    {
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
            return RemotingCommand.Success(body: Brokers);
        });

        await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        _cluster.Remoting.Calls.Select(call => Math.Round(call.Timeout.TotalSeconds, 3)).ShouldBe([5, 3, 3]);
    }

    [Fact]
    public async Task ReadAllAsync_BrokerDoesNotKnowTheGroupOnATopic_ItsQueuesHaveNoOffset()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("g", [], Queue("orders", 0, 0, 9, 4))], Bounds("orders", 0, 0, 9), Bounds("other", 0, 0, 3)),
            Progress("broker-b", [], Bounds("orders", 0, 2, 7), Bounds("orders", 1, 0, 0), Bounds("other", 0, 0, 3)));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Groups.ShouldHaveSingleItem().Queues.Select(Figures).ShouldBe(
            [("orders broker-a Q0", 0, 9, 4), ("orders broker-b Q0", 2, 7, null), ("orders broker-b Q1", 0, 0, null)]);
    }

    [Fact]
    public async Task ReadAllAsync_SubscribedTopicOnAnotherBroker_BelongsToTheGroup()
    {
        var subscribed = Group("g", ["one"]) with { Subscriptions = [Subscription("orders")] };
        _cluster.WithProgress(Progress("broker-a", [subscribed]), Progress("broker-b", [], Bounds("orders", 0, 0, 7)));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Groups.ShouldHaveSingleItem().Queues.Select(Figures).ShouldBe([("orders broker-b Q0", 0, 7, null)]);
    }

    [Fact]
    public async Task ReadAllAsync_BrokersThatHeardOfMembers_TellWhatTheySubscribe()
    {
        var onA = Group("g", ["one"]) with { Subscriptions = [Subscription("orders"), Subscription("%RETRY%g")] };
        var onB = Group("g", ["two"]) with { Subscriptions = [Subscription("payments"), Subscription("%RETRY%g")] };
        _cluster.WithProgress(Progress("broker-a", [onA]), Progress("broker-b", [onB]));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Groups.ShouldHaveSingleItem().SubscribedTopics.Order(StringComparer.Ordinal)
            .ShouldBe(["%RETRY%g", "orders", "payments"]);
    }

    [Fact]
    public async Task ReadGroupAsync_BrokerDoesNotKnowTheGroupOnATopic_IsAskedForItsQueues()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("g", [], Queue("only-a", 0, 0, 1, 1), Queue("orders", 0, 0, 9, 4))]),
            Progress("broker-b", [Group("g", [], Queue("%RETRY%g", 0, 0, 0, null))]));
        Stats(BrokerA, "broker-a", "%RETRY%g", []);
        Stats(BrokerB, "broker-b", "orders", [(2, 7), (0, 0)]);

        var figures = await _cluster.Admin.ReadGroupProgressAsync("g", CancellationToken.None);

        figures.Queues.Select(Figures).ShouldBe(
        [
            ("only-a broker-a Q0", 0, 1, 1), ("orders broker-a Q0", 0, 9, 4), ("orders broker-b Q0", 2, 7, null),
            ("orders broker-b Q1", 0, 0, null), ("%RETRY%g broker-b Q0", 0, 0, null),
        ]);
    }

    [Fact]
    public async Task ReadGroupAsync_EveryBrokerSaidGoodbye_IsUnreachableAndNotUnknown()
    {
        _cluster.WithoutBrokers();

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadGroupProgressAsync("g", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Unreachable);
        failure.Message.ShouldContain("no broker of the cluster is online");
    }

    [Fact]
    public async Task ReadGroupAsync_EveryBrokerKnowsTheGroup_NoMoreIsAsked()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("g", [], Queue("orders", 0, 0, 9, 4))]),
            Progress("broker-b", [Group("g", [], Queue("orders", 0, 0, 7, 1))]));

        await _cluster.Admin.ReadGroupProgressAsync("g", CancellationToken.None);

        _cluster.Remoting.CallsOf(RequestCode.GetTopicStatsInfo).ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadGroupAsync_BrokerDoesNotTellItsQueues_IsAnErrorThatNamesIt()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", [], Queue("orders", 0, 0, 9, 4))]), Progress("broker-b", []));
        _cluster.Remoting.On(BrokerB, RequestCode.GetTopicStatsInfo, _ => RemotingCommand.Answer(ResponseCode.SystemError, "no time"));

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadGroupProgressAsync("g", CancellationToken.None));

        failure.Message.ShouldContain("broker-b refused the bounds of topic orders with code 1: no time");
    }

    private static SubscriptionData Subscription(string topic) => new() { Topic = topic, SubString = "*" };

    /// <summary>The broker has the topic with these queues, and no other topic.</summary>
    private void Stats(string address, string broker, string topic, (long Min, long Max)[] queues) =>
        _cluster.Remoting.On(address, RequestCode.GetTopicStatsInfo, request => StatsAnswer(request, broker, topic, queues));

    private static RemotingCommand StatsAnswer(RemotingCommand request, string broker, string topic, (long Min, long Max)[] queues) =>
        request.ReadHeader<TopicHeader>().Topic != topic || queues.Length == 0
            ? RemotingCommand.Answer(ResponseCode.TopicNotExist, "no such topic")
            : RemotingCommand.Success(body: new TopicStatsBody
            {
                OffsetTable = queues.Index().ToDictionary(
                    queue => new MessageQueue(topic, broker, queue.Index),
                    queue => new TopicOffset { MinOffset = queue.Item.Min, MaxOffset = queue.Item.Max }),
            });

    private static (string Queue, long Min, long Max, long? Offset) Figures(QueueFigures queue) =>
        (queue.Queue.ToString(), queue.MinOffset, queue.BrokerOffset, queue.ConsumerOffset);

    private DateTimeOffset FakeNow => _cluster.Clock.GetUtcNow();
}
