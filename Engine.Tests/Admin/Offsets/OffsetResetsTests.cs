using Engine.Admin;
using Engine.Admin.Offsets;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Offsets;

[Trait("Behaviour", "H4")]
public sealed class OffsetResetsTests
{
    private static readonly MessageQueue OnA = new("orders", "broker-a", 0);
    private static readonly MessageQueue OnB = new("orders", "broker-b", 1);

    private readonly ScriptedCluster _cluster = new();

    public OffsetResetsTests()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("g", [], Queue("orders", 0, 10, 50, 20))]), Progress("broker-b", []));
        _cluster.Remoting.On(BrokerB, RequestCode.GetTopicStatsInfo, _ => RemotingCommand.Success(body: new TopicStatsBody
        {
            OffsetTable = new Dictionary<MessageQueue, TopicOffset>
            {
                [OnB with { QueueId = 0 }] = new() { MinOffset = 0, MaxOffset = 0 },
                [OnB] = new() { MinOffset = 0, MaxOffset = 30 },
            },
        }));
        _cluster.OnBoth(RequestCode.GetAllSubscriptionGroupConfig, (broker, _) => RemotingCommand.Success(body: Groups(broker)));
        _cluster.OnBoth(RequestCode.UpdateAndCreateSubscriptionGroup, (_, _) => RemotingCommand.Success());
        _cluster.OnBoth(RequestCode.InvokeBrokerToResetOffset, (broker, request) =>
        {
            var header = request.ReadHeader<ResetOffsetHeader>();
            var queue = new MessageQueue(header.Topic, broker == BrokerA ? "broker-a" : "broker-b", header.QueueId!.Value);
            return RemotingCommand.Success(body: new ResetOffsetBody
            {
                OffsetTable = new Dictionary<MessageQueue, long> { [queue] = header.Offset!.Value },
            });
        });
    }

    [Fact]
    public async Task ResetAsync_QueuesOfBothBrokers_GivesARowEachInTheOrderAsked()
    {
        var rows = await ResetAsync(new QueueResetTarget(OnB, 5), new QueueResetTarget(OnA, 30));

        rows.ShouldBe([new(OnB, null, 5, null, null), new(OnA, 20, 30, null, null)]);
    }

    [Theory]
    [InlineData(9, 10L, 10L)]
    [InlineData(10, 10L, null)]
    [InlineData(50, 50L, null)]
    [InlineData(51, 50L, 50L)]
    public async Task ResetAsync_AtTheBounds_ClampsAndSaysSo(long wish, long after, long? clamped)
    {
        var rows = await ResetAsync(new QueueResetTarget(OnA, wish));

        rows.ShouldHaveSingleItem().ShouldBe(new(OnA, 20, after, clamped, null));
    }

    [Fact]
    public async Task ResetAsync_SkipBacklog_SetsTheMaxOfNow()
    {
        var rows = await ResetAsync(new QueueResetTarget(OnA, 0, SkipBacklog: true));

        rows.ShouldHaveSingleItem().ShouldBe(new(OnA, 20, 50, null, null));
    }

    [Fact]
    public async Task ResetAsync_UnknownQueueAndBroker_FailAloneWithTheirNames()
    {
        var rows = await ResetAsync(
            new QueueResetTarget(OnA with { QueueId = 7 }, 0), new QueueResetTarget(OnA with { BrokerName = "broker-x" }, 0), new(OnA, 11));

        rows[0].Error.ShouldBe("Queue orders broker-a Q7 does not exist.");
        rows[1].Error.ShouldBe("Broker broker-x does not exist or is offline.");
        rows[2].After.ShouldBe(11);
    }

    [Fact]
    public async Task ResetAsync_BrokerThatDoesNotKnowTheGroup_IsToldOfItFirstAsItIsElsewhere()
    {
        await ResetAsync(new QueueResetTarget(OnB, 5), new QueueResetTarget(OnA, 30));

        var (address, told, _) = _cluster.Remoting.Calls.Single(call => call.Request.Code == RequestCode.UpdateAndCreateSubscriptionGroup);
        address.ShouldBe(BrokerB);
        told.ReadBody<SubscriptionGroupConfig>().ShouldBe(new SubscriptionGroupConfig { GroupName = "g", RetryMaxTimes = 3 });
        _cluster.Remoting.Calls.Where(call => call.Address == BrokerB).Select(call => call.Request.Code).TakeLast(2).ShouldBe(
            [RequestCode.UpdateAndCreateSubscriptionGroup, RequestCode.InvokeBrokerToResetOffset]);
    }

    [Fact]
    public async Task ResetAsync_BrokerThatCannotBeToldOfTheGroup_ItsRowsSayWhy()
    {
        _cluster.Remoting.On(
            BrokerB, RequestCode.UpdateAndCreateSubscriptionGroup, _ => RemotingCommand.Answer(ResponseCode.SystemError, "no room"));

        var rows = await ResetAsync(new QueueResetTarget(OnB, 5), new QueueResetTarget(OnA, 30));

        rows[0].Error.ShouldBe("broker-b refused group g with code 1: no room");
        rows[1].After.ShouldBe(30);
    }

    [Fact]
    public async Task ResetAsync_OneBrokerRefuses_TheOtherIsDone()
    {
        _cluster.Remoting.On(
            BrokerA, RequestCode.InvokeBrokerToResetOffset, _ => RemotingCommand.Answer(ResponseCode.SystemError, "offset outside 40…50"));

        var rows = await ResetAsync(new QueueResetTarget(OnA, 11), new QueueResetTarget(OnB, 5));

        rows[0].After.ShouldBeNull();
        rows[0].Error.ShouldNotBeNull().ShouldContain("offset outside 40…50");
        rows[1].After.ShouldBe(5);
    }

    [Fact]
    public async Task ResetAsync_OneBrokerDown_ItsRowsNameIt()
    {
        _cluster.Remoting.On(
            BrokerB, RequestCode.GetQueueProgress, request => throw new Engine.Remoting.Outbound.RemotingConnectException(BrokerB, "gone"));

        var rows = await ResetAsync(new QueueResetTarget(OnA, 11), new QueueResetTarget(OnB, 5));

        rows[0].After.ShouldBe(11);
        rows[1].Error.ShouldNotBeNull().ShouldContain("broker-b did not answer");
    }

    [Fact]
    public async Task ResetAsync_BrokerWhoseMasterIsDown_IsNotSetOnItsSlaveAndSaysWhy()
    {
        const string slave = "127.0.0.1:11011";
        _cluster.WithSlaves(isMasterOnline: false, (1, slave));
        _cluster.Remoting.On(slave, RequestCode.GetQueueProgress, _ => RemotingCommand.Success(
            body: Progress("broker-a", [Group("g", [], Queue("orders", 0, 10, 50, 20))])));
        _cluster.Remoting.On(slave, RequestCode.GetAllSubscriptionGroupConfig, _ => RemotingCommand.Success(body: Groups(BrokerA)));

        var rows = await ResetAsync(new QueueResetTarget(OnA, 11), new QueueResetTarget(OnB, 5));

        rows[0].Error.ShouldBe(
            "No master of broker-a is online: its slave broker-a-1 can be read but takes no changes; start the master first.");
        rows[1].After.ShouldBe(5);
        _cluster.Remoting.Calls.ShouldNotContain(
            call => call.Address == slave && call.Request.Code == RequestCode.InvokeBrokerToResetOffset);
    }

    [Fact]
    public async Task ResetAsync_Negative_IsRefusedBeforeAnythingIsDone()
    {
        var failure = await Should.ThrowAsync<AdminException>(() => ResetAsync(new QueueResetTarget(OnA, 11), new(OnB, -1)));

        failure.Kind.ShouldBe(AdminErrorKind.InvalidArgument);
        failure.Field.ShouldBe("offset");
        _cluster.Remoting.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task ResetAsync_UnknownGroup_IsGroupNotFound()
    {
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ResetOffsetsAsync("other", [new(OnA, 11)], CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.GroupNotFound);
    }

    [Fact]
    public async Task ResetAsync_BroadcastingGroup_IsRefusedWithTheReason()
    {
        var group = Group("g", ["one"]) with { MessageModel = MessageModel.Broadcasting };
        _cluster.WithProgress(Progress("broker-a", [group]), Progress("broker-b", []));

        var failure = await Should.ThrowAsync<AdminException>(() => ResetAsync(new QueueResetTarget(OnA, 11)));

        failure.Kind.ShouldBe(AdminErrorKind.Conflict);
        failure.Message.ShouldContain("kept by each client");
    }

    /// <summary>Broker a has the group configured otherwise than by default, broker b not at all.</summary>
    private static SubscriptionGroupTableBody Groups(string broker) => new()
    {
        DataVersion = new DataVersion(),
        SubscriptionGroupTable = broker == BrokerA
            ? new Dictionary<string, SubscriptionGroupConfig> { ["g"] = new() { GroupName = "g", RetryMaxTimes = 3 } }
            : [],
    };

    private Task<IReadOnlyList<QueueResetResult>> ResetAsync(params QueueResetTarget[] targets) =>
        _cluster.Admin.ResetOffsetsAsync("g", targets, CancellationToken.None);
}
