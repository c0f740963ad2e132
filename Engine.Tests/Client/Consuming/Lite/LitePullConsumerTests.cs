using Engine.Client.Consuming.Lite;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Tests.Client.Consuming.Lite;

public sealed class LitePullConsumerTests : IAsyncLifetime
{
    private static readonly MessageQueue Q0 = new(FakeCluster.Topic, "broker-a", 0);

    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public void Constructor_IllegalSettings_AreNamed()
    {
        Should.Throw<ArgumentException>(() => New(options => options with { PullBatchSize = 0 })).Message.ShouldContain("PullBatchSize");
        Should.Throw<ArgumentException>(() => New(options => options with { Group = "a b" })).Message.ShouldContain("group");
        Should.Throw<ArgumentException>(() => New(options => options with { PollTimeout = TimeSpan.FromSeconds(-1) }))
            .Message.ShouldContain("PollTimeout");
    }

    [Fact]
    public async Task SubscribeAsync_QueuesWereAssigned_IsRefusedAndTheOtherWayRound()
    {
        await using var assigned = New();
        await assigned.AssignAsync([Q0], CancellationToken.None);
        await Should.ThrowAsync<InvalidOperationException>(() => assigned.SubscribeAsync(FakeCluster.Topic, "*", CancellationToken.None));

        await using var subscribed = New();
        await subscribed.SubscribeAsync(FakeCluster.Topic, "*", CancellationToken.None);
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => subscribed.AssignAsync([Q0], CancellationToken.None));
        refusal.Message.ShouldContain("mutually exclusive");
    }

    [Fact]
    public async Task AssignAsync_OtherTopicThanBefore_IsTheOnlyOneThatBrokersHearOf()
    {
        _cluster.SetRoute(FakeCluster.Topic, (_cluster.A, 1));
        _cluster.SetRoute("TopicB", (_cluster.A, 1));
        await using var consumer = New();
        await consumer.StartAsync(CancellationToken.None);
        await consumer.AssignAsync([Q0], CancellationToken.None);

        await consumer.AssignAsync([new MessageQueue("TopicB", "broker-a", 0)], CancellationToken.None);

        var told = _cluster.A.Node.Came(RequestCode.HeartBeat)[^1].ReadBody<HeartbeatBody>().ConsumerDataSet.ShouldHaveSingleItem();
        told.SubscriptionDataSet.Select(subscription => subscription.Topic).ShouldBe(["TopicB"]);
    }

    [Fact]
    public async Task PollAsync_NotRunning_IsRefused()
    {
        var consumer = New();
        await Should.ThrowAsync<InvalidOperationException>(async () => await consumer.PollAsync(CancellationToken.None));
        await consumer.StartAsync(CancellationToken.None);
        await consumer.StopAsync(CancellationToken.None);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(async () => await consumer.PollAsync(CancellationToken.None));
        refusal.Message.ShouldContain("does not run");
        await Should.ThrowAsync<InvalidOperationException>(() => consumer.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task SubscribeAsync_IllegalTopicOrExpression_IsNamed()
    {
        await using var consumer = New();
        await Should.ThrowAsync<ArgumentException>(() => consumer.SubscribeAsync("a b", "*", CancellationToken.None));
        (await Should.ThrowAsync<ArgumentException>(() => consumer.SubscribeAsync("a", "||", CancellationToken.None)))
            .Message.ShouldContain("names no tag");
    }

    private LitePullConsumer New(Func<LitePullConsumerOptions, LitePullConsumerOptions>? with = null)
    {
        var options = new LitePullConsumerOptions { Group = "lite" };
        return new LitePullConsumer(with is null ? options : with(options), _cluster.Context);
    }
}
