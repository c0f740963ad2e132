using Engine.Broker.Clients;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Clients;

public sealed class QueueOwnersTests
{
    [Fact]
    public async Task Find_TheMemberThatPulledLast_OwnsTheQueue()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var second = await harness.NewConsumerAsync("client-2");
        await first.SendOkAsync(count: 3);

        await PullAsync(first);
        Owner(harness).ShouldBe(("client-1", 3L));
        await PullAsync(second);

        Owner(harness).ShouldBe(("client-2", 3L));
    }

    [Fact]
    public async Task Find_HeldPullsOfFormerAndNewOwnerAreAnswered_StaysWithTheNewOne()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var former = await harness.NewConsumerAsync();
        var owner = await harness.NewConsumerAsync("client-2");
        var held = former.PullAsync(BrokerClient.Pull());
        var heldLater = owner.PullAsync(BrokerClient.Pull());
        harness.Tables.Holds.Count.ShouldBe(2);

        await former.SendOkAsync();
        await Soon.Within(heldLater, "the new owner's answer");
        await Soon.Within(held, "the former owner's answer");

        Owner(harness).ShouldBe(("client-2", 1L));
    }

    [Fact]
    public async Task Find_TheOwnerLeft_IsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await PullAsync(client);

        await client.CallOkAsync(
            RequestCode.UnregisterClient, new UnregisterClientHeader { ClientId = "client-1", ConsumerGroup = BrokerClient.Group });

        harness.Tables.Owners.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task Find_PulledByNoMember_IsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendOkAsync();

        await Soon.Within(client.PullAsync(BrokerClient.Pull() with { SysFlag = 4, Subscription = "*" }), "an answer");

        harness.Tables.Owners.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "H1")]
    public async Task Find_TheFormerOwnersHeldPullEnds_StaysWithTheNewOne()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var former = await harness.NewConsumerAsync();
        var owner = await harness.NewConsumerAsync("client-2");
        var left = former.PullAsync(BrokerClient.Pull() with { SuspendTimeoutMillis = 1000 });
        _ = owner.PullAsync(BrokerClient.Pull());
        Owner(harness).ShouldBe(("client-2", 0L));

        harness.Clock.Advance(TimeSpan.FromSeconds(1));

        (await Soon.Within(left, "the former owner's pull to end")).Code.ShouldBe(ResponseCode.PullNotFound);
        Owner(harness).ShouldBe(("client-2", 0L));
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Reset_AFormerOwnersPullIsHeldToo_MovesTheOwnersPull()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var former = await harness.NewConsumerAsync();
        var owner = await harness.NewConsumerAsync("client-2");
        await former.SendOkAsync(count: 3);
        var left = former.PullAsync(BrokerClient.Pull(3));
        var held = owner.PullAsync(BrokerClient.Pull(3));

        await harness.NewClient("operator").ResetAsync(1);

        (await Soon.Within(left, "the former owner's pull to end")).Code.ShouldBe(ResponseCode.PullNotFound);
        var moved = await Soon.Within(held, "the owner's pull to be moved");
        moved.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        moved.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(1);
    }

    [Fact]
    public async Task Find_TheOwnerPullsAgain_TellsWhen()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await PullAsync(client);
        var first = Pull(harness).PulledAt;

        harness.Clock.Advance(TimeSpan.FromSeconds(7));
        await PullAsync(client);

        Pull(harness).PulledAt.ShouldBe(first + 7000);
    }

    [Fact]
    public async Task FindRival_QueueChangesHandsOnce_IsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (first, second) = await TwoAsync(harness);
        await PullAsync(first);
        await PullAsync(first);

        await PullAsync(second);

        Rival(harness).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "H1")]
    public async Task FindRival_TwoPullInTurns_IsTheOtherOneForHalfAMinute()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (first, second) = await TwoAsync(harness);
        await PullAsync(first);
        await PullAsync(second);

        await PullAsync(first);

        Rival(harness).ShouldBe("client-2");
        await PullAsync(second);
        Rival(harness).ShouldBe("client-1");
        harness.Clock.Advance(TimeSpan.FromSeconds(30));
        Rival(harness).ShouldBe("client-1");
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Rival(harness).ShouldBeNull();
    }

    [Fact]
    public async Task FindRival_TheOtherOneLeft_IsNobodyAndNothingIsKeptOfIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (first, second) = await TwoAsync(harness);
        await PullAsync(first);
        await PullAsync(second);
        await PullAsync(first);

        await second.CallOkAsync(
            RequestCode.UnregisterClient, new UnregisterClientHeader { ClientId = "client-2", ConsumerGroup = BrokerClient.Group });

        Rival(harness).ShouldBeNull();
        Pull(harness).Rival.ShouldBeNull();
    }

    [Fact]
    public async Task Find_TheTopicIsDeleted_IsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await PullAsync(client);

        await client.CallOkAsync(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = BrokerClient.Topic });

        harness.Tables.Owners.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    private static async Task<(BrokerClient First, BrokerClient Second)> TwoAsync(BrokerHarness harness)
    {
        var first = await harness.NewConsumerAsync();
        var second = await harness.NewConsumerAsync("client-2");
        await first.SendOkAsync();
        return (first, second);
    }

    private static string? Rival(BrokerHarness harness) => harness.Tables.Owners.FindRival(BrokerClient.Group, Pull(harness));

    private static QueuePull Pull(BrokerHarness harness) =>
        harness.Tables.Owners.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldNotBeNull();

    private static (string, long?) Owner(BrokerHarness harness) => (Pull(harness).ClientId, Pull(harness).PulledOffset);

    private static async Task PullAsync(BrokerClient client) =>
        (await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer")).Code.ShouldBe(ResponseCode.Success);
}
