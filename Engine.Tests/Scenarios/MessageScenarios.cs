using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>What an operator finds of stored messages, and gives to a member directly.</summary>
[Trait("Behaviour", "D8")]
public sealed class MessageScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Pages_OfATopic_MeetEveryMessageOnceNewestFirst(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 2));
        await cluster.SendAsync(Topic, 25);

        var seen = new List<BrowsedMessage>();
        for (string? cursor = null; seen.Count == 0 || cursor is not null;)
        {
            var page = await cluster.Admin.Messages.ReadPageAsync(new MessageRange(Topic, null, null), cursor, 10, CancellationToken.None);
            (page.Total, page.Problems.Count).ShouldBe((25, 0));
            seen.AddRange(page.Messages);
            cursor = page.Older;
        }

        seen.Select(message => (message.Queue, message.Message.QueueOffset)).Distinct().Count().ShouldBe(25);
        seen.Select(message => message.StoredAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task Find_KeyAndEachId_GiveTheMessage()
    {
        await using var cluster = await ScenarioCluster.StartAsync(Wire.Codec, new TopicSettings(Topic, 1));
        var producer = await cluster.StartProducerAsync();
        var message = new Message { Topic = Topic, Body = new byte[] { 1 }, Keys = "k1" };
        await producer.SendAsync(message, CancellationToken.None);

        var byKey = await cluster.Admin.Messages.FindByKeyAsync(Topic, "k1", CancellationToken.None);
        var found = byKey.Messages.ShouldHaveSingleItem().Message;
        var byId = await cluster.Admin.Messages.FindByIdAsync(found.OffsetMessageId, null, CancellationToken.None);
        var byUnique = await cluster.Admin.Messages.FindByIdAsync(found.MessageId, Topic, CancellationToken.None);

        byId.Messages.ShouldHaveSingleItem().Message.PhysicalOffset.ShouldBe(found.PhysicalOffset);
        byUnique.Messages.ShouldHaveSingleItem().Message.PhysicalOffset.ShouldBe(found.PhysicalOffset);
        (await cluster.Admin.Messages.FindByKeyAsync(Topic, "k2", CancellationToken.None)).Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task ConsumeDirectly_ListenerThrows_TellsItAndMovesNoOffset(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 1));
        var isBroken = false;
        var listener = new RecordingListener { Fails = _ => isBroken };
        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 4);
        await cluster.UntilDrainedAsync(Group, Topic);
        var place = new StoredPlace(new MessageQueue(Topic, "broker-a", 0), 0);

        var good = await cluster.Admin.ConsumeDirectlyAsync(Group, null, place, CancellationToken.None);
        isBroken = true;
        var bad = await cluster.Admin.ConsumeDirectlyAsync(Group, consumer.ClientId, place, CancellationToken.None);

        (good.ClientId, good.IsConsumed).ShouldBe((consumer.ClientId, true));
        bad.IsConsumed.ShouldBeFalse();
        ScenarioCluster.Lag(await cluster.ReadAsync(Group), Topic).ShouldBe(0);
        var nobody = await Should.ThrowAsync<AdminException>(
            cluster.Admin.ConsumeDirectlyAsync(Group, "stranger", place, CancellationToken.None));
        nobody.Kind.ShouldBe(AdminErrorKind.ClientNotFound);
    }
}
