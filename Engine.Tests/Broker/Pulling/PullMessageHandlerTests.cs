using Engine.Broker.Groups;
using Engine.Broker.Pulling;
using Engine.Broker.Replication;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Tests.Broker.Pulling;

public sealed class PullMessageHandlerTests
{
    [Fact]
    public async Task Handle_AMessageComesBetweenReadingAndHolding_IsNotMissed()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await harness.NewConsumerAsync();
        var connection = new ActingConnection(() =>
            harness.Tables.Store.Append(new StoreMessage { Topic = BrokerClient.Topic }).Status.ShouldBe(PutStatus.PutOk));

        var answer = await HandleAsync(harness, connection);

        answer.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public async Task Handle_AResetComesBetweenReadingAndHolding_IsNotMissed()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await harness.NewConsumerAsync();
        var connection = new ActingConnection(() =>
            harness.Tables.Offsets.Reset(BrokerClient.Group, BrokerClient.Topic, 0, 0, keepPending: true));

        var answer = await HandleAsync(harness, connection);

        answer.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(0);
    }

    private static async Task<RemotingCommand> HandleAsync(BrokerHarness harness, ActingConnection connection)
    {
        var tables = harness.Tables;
        var role = new PullRole(harness.Options, tables.Store, new MasterPlace(harness.Options), new HaSlaves());
        var handler = new PullMessageHandler(
            new PullChecks(tables.Settings, tables.Topics, tables.Consumers, tables.Filters),
            new PullReader(tables.Store, tables.Offsets, tables.Owners, tables.Statistics, role, harness.Clock),
            tables.Holds,
            new SubscriptionGroupWriter(tables.Groups, tables.GroupFile, tables.Changes, tables.Settings),
            tables.Offsets,
            new PullTimer(harness.Clock, TimeSpan.FromSeconds(60)));
        var request = RemotingCommand.Request(RequestCode.PullMessage, BrokerClient.Pull());

        var answer = await handler.HandleAsync(new InboundRequest(request, connection), CancellationToken.None);

        var held = answer.Pending ?? throw new InvalidOperationException("the pull should have been held");
        return await Soon.Within(held, "the pull to notice what came before it was held");
    }
}
