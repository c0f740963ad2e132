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

    private static (string, long?) Owner(BrokerHarness harness)
    {
        var pull = harness.Tables.Owners.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldNotBeNull();
        return (pull.ClientId, pull.PulledOffset);
    }

    private static async Task PullAsync(BrokerClient client) =>
        (await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer")).Code.ShouldBe(ResponseCode.Success);
}
