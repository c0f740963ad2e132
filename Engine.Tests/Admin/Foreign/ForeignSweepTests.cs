using System.Globalization;
using Engine.Admin;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Foreign;

[Trait("Behaviour", "H1")]
public sealed class ForeignSweepTests
{
    private readonly ForeignCluster _cluster = new();

    [Fact]
    public async Task ReadAllAsync_MixedCluster_IsReadBrokerByBroker()
    {
        Add("g", "orders", offset: 4, max: 9);
        _cluster.Scripted.Remoting.On(BrokerB, RequestCode.GetQueueProgress, _ => RemotingCommand.Success(
            body: Progress("broker-b", [Group("g", ["one"], Queue("orders", 0, 0, 7, 7))], Bounds("orders", 0, 0, 7))));

        var progress = await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Source.ShouldBe("poll 1 s");
        progress.Groups.ShouldHaveSingleItem().Queues
            .Select(queue => (queue.Queue.BrokerName, queue.BrokerOffset, queue.ConsumerOffset))
            .ShouldBe([("broker-a", 9L, 4L), ("broker-b", 7L, 7L)]);
        progress.Topics.ShouldHaveSingleItem().Queues.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAllAsync_BrokerIsKnown_IsNotAskedForOursAgain()
    {
        await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        _cluster.CallsOf(RequestCode.GetQueueProgress).ShouldBe(1);

        _cluster.Scripted.Clock.Advance(TimeSpan.FromMinutes(10));
        await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);

        _cluster.CallsOf(RequestCode.GetQueueProgress).ShouldBe(2, "a broker of ours may have taken its place");
    }

    [Fact]
    public async Task ReadAllAsync_MoreThanASweepTakes_ComesInTurnAndCarriesItsAge()
    {
        for (var number = 0; number < 250; number++)
        {
            Add(Name("g", number), Name("t", number), offset: 1, max: 2);
        }

        var first = await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        var began = first.SampledAt;
        (_cluster.CallsOf(RequestCode.GetConsumeStats), _cluster.CallsOf(RequestCode.GetTopicStatsInfo)).ShouldBe((100, 200));
        _cluster.Scripted.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        _cluster.Scripted.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);

        (first.Groups.Count, first.Topics.Count).ShouldBe((100, 200));
        (second.Groups.Count, second.Topics.Count).ShouldBe((200, 250));
        third.Groups.Count.ShouldBe(250);
        second.Groups.Count(group => group.SampledAt == began)
            .ShouldBe(150, "the first hundred, and fifty whose topics are of the first sweep");
        _cluster.CallsOf(RequestCode.GetConsumeStats).ShouldBe(300);
    }

    [Fact]
    public async Task ReadAllAsync_OneGroupIsRefused_TheOthersAreThere()
    {
        Add("good", "orders", offset: 1, max: 2);
        Add("odd", "orders", offset: 1, max: 2);
        _cluster.Answer(RequestCode.GetConsumerConnectionList, request =>
            request.ReadHeader<Engine.Protocol.Headers.ConsumerGroupHeader>().ConsumerGroup == "odd"
                ? RemotingCommand.Answer(ResponseCode.SystemError, "NullPointerException")
                : RemotingCommand.Answer(ResponseCode.ConsumerNotOnline, "offline"));

        var progress = await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Scripted.Admin.ReadGroupProgressAsync("odd", CancellationToken.None));

        progress.Groups.Select(group => group.Group).ShouldBe(["good"]);
        failure.Message.ShouldContain("broker-a refused the members of group odd with code 1: NullPointerException");
    }

    [Fact]
    public async Task ReadAllAsync_BrokerFallsSilent_IsNamedWithinTheBudgetAndTheRestIsThere()
    {
        for (var number = 0; number < 40; number++)
        {
            Add(Name("g", number), "orders", offset: 1, max: 2);
        }

        await _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        _cluster.Scripted.WithSilence(BrokerA, RequestCode.GetConsumeStats);
        var began = _cluster.Scripted.Clock.GetUtcNow();

        var reading = _cluster.Scripted.Admin.ReadProgressAsync(CancellationToken.None);
        await _cluster.Scripted.Clock.WaitForTimersAsync(8);
        _cluster.Scripted.Clock.Advance(TimeSpan.FromSeconds(5));
        var progress = await reading.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        progress.Unreachable.ShouldBe(["broker-a"]);
        (progress.SampledAt - began).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ReadGroupAsync_SilentMember_CostsASecondAndThenNothing()
    {
        Add("g", "orders", offset: 1, max: 2);
        _cluster.Answer(RequestCode.GetConsumerConnectionList, _ => RemotingCommand.Success(body: new ConsumerConnectionBody
        {
            ConnectionSet = [new ConnectionData { ClientId = "c", ClientAddr = "10.0.0.1:1", Language = "JAVA", Version = 409 }],
            SubscriptionTable = new Dictionary<string, SubscriptionData>(),
            ConsumeType = ConsumeType.Passively,
            MessageModel = MessageModel.Clustering,
            ConsumeFromWhere = ConsumeFromWhere.LastOffset,
        }));
        _cluster.Scripted.WithSilence(BrokerA, RequestCode.GetConsumerRunningInfo);

        var reading = _cluster.Scripted.Admin.ReadGroupProgressAsync("g", CancellationToken.None);
        await _cluster.Scripted.Clock.WaitForTimersAsync(1);
        _cluster.Scripted.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = await reading.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        _cluster.Scripted.Clock.Advance(TimeSpan.FromSeconds(20));
        var second = await _cluster.Scripted.Admin.ReadGroupProgressAsync("g", CancellationToken.None);

        first.Members.ShouldHaveSingleItem().ClientId.ShouldBe("c");
        first.Queues.ShouldHaveSingleItem().Owner.ShouldBeNull();
        second.Queues.ShouldHaveSingleItem().ConsumerOffset.ShouldBe(1);
        _cluster.CallsOf(RequestCode.GetConsumerRunningInfo).ShouldBe(1);
    }

    private void Add(string group, string topic, long offset, long max)
    {
        _cluster.Groups.Add(group);
        _cluster.Offsets[$"{topic}@{group}"] = new Dictionary<int, long> { [0] = offset };
        _cluster.Topics[topic] = max;
    }

    private static string Name(string start, int number) => string.Create(CultureInfo.InvariantCulture, $"{start}{number:000}");
}
