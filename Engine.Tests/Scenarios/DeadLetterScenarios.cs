using Engine.Admin.DeadLetters;
using Engine.Admin.Groups;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

public sealed class DeadLetterScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";
    private const string OtherGroup = "shipping";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [Trait("Behaviour", "D6")]
    public async Task PoisonMessage_DeadAndResent_ReachesItsGroupAloneAsItWas(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1), CancellationToken.None);
        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group, RetryMaxTimes: 1), CancellationToken.None);
        var listener = new RecordingListener { Fails = message => message.Keys == "poison" };
        var other = new RecordingListener();
        var options = ScenarioCluster.OptionsOf(Group, Topic) with { MaxReconsumeTimes = 1 };
        await cluster.StartConsumerAsync(options, listener);
        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(OtherGroup, Topic), other);
        var sent = await SendPoisonAsync(cluster);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(2), "the poison message and its retry");
        var page = await UntilDeadAsync(cluster, 1);

        var dead = page.Messages.ShouldHaveSingleItem();
        var groups = (await cluster.Admin.ListDeadLettersAsync(CancellationToken.None)).Groups;
        listener.Fails = _ => false;
        var results = await cluster.Admin.ResendAsync(Group, [new StoredPlace(dead.Queue, dead.Offset)], CancellationToken.None);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(3), "the message again");
        await cluster.UntilDrainedAsync(Group, TopicNames.Retry(Group));
        await cluster.UntilDrainedAsync(OtherGroup, Topic);

        groups.ShouldHaveSingleItem().ShouldBe(new DeadLetterGroup(Group, TopicNames.DeadLetter(Group), 1, dead.StoredAt));
        (dead.MessageId, dead.OriginalTopic, dead.OriginalMessageId).ShouldBe((sent.MessageId, Topic, sent.OffsetMessageId));
        (dead.Keys, dead.Tags, dead.BodyText, dead.BodyBytes).ShouldBe(("poison", "bad", "1 € too much", 14));
        (dead.ReconsumeTimes, dead.RetryLimit, dead.Reason).ShouldBe((2, 1, DeadLetterReason.RetriesExhausted));
        dead.ReasonText.ShouldContain("the group allows 1");
        var result = results.ShouldHaveSingleItem();
        (result.MessageId, result.Error, result.Copy!.Value.Queue.Topic).ShouldBe((sent.MessageId, null, TopicNames.Retry(Group)));
        var again = listener.Received[2];
        (again.Topic, again.UniqueKey, again.Keys, again.Tags, again.ReconsumeTimes).ShouldBe((Topic, sent.MessageId, "poison", "bad", 0));
        again.Body.ToArray().ShouldBe("1 € too much"u8.ToArray());
        again.Property("shop").ShouldBe("berlin");
        other.Received.Count.ShouldBe(1);
        (await cluster.Admin.ReadDeadLettersAsync(Group, null, 10, CancellationToken.None)).Total.ShouldBe(1);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task DeadLetters_OfTwoBrokers_ArePagedNewestFirstWithoutGapOrRepeat(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group), CancellationToken.None);
        var options = ScenarioCluster.OptionsOf(Group, Topic) with { MaxReconsumeTimes = 0 };
        await cluster.StartConsumerAsync(options, new RecordingListener { Fails = _ => true });
        await cluster.SendAsync(Topic, 9);
        await UntilDeadAsync(cluster, 9);

        var read = new List<DeadLetter>();
        string? cursor = null;
        do
        {
            var page = await cluster.Admin.ReadDeadLettersAsync(Group, cursor, 4, CancellationToken.None);
            page.Problems.ShouldBeEmpty();
            page.Messages.Count.ShouldBeInRange(1, 4);
            read.AddRange(page.Messages);
            cursor = page.Older;
        }
        while (cursor is not null && read.Count < 50);

        read.Select(dead => dead.MessageId).Distinct().Count().ShouldBe(9);
        read.Count.ShouldBe(9);
        read.Select(dead => dead.StoredAt).ShouldBeInOrder(SortDirection.Descending);
        read.Select(dead => dead.Queue.BrokerName).Distinct().Count().ShouldBe(2);
        read.ShouldAllBe(dead => dead.Reason == DeadLetterReason.GivenUpEarly);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D8")]
    public async Task Clients_Working_TellWhatTheyHoldAndConsumed(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var listener = new RecordingListener();
        var consumer = await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic), listener);
        await cluster.SendAsync(Topic, 8);
        await cluster.UntilDrainedAsync(Group, Topic);
        await cluster.Pump.UntilAsync(
            async () => (await cluster.Admin.ReadClientsAsync(CancellationToken.None)).Clients
                .Any(client => client.ProducerGroups.Count > 0),
            () => "the producer's heartbeat");

        var all = await cluster.Admin.ReadClientsAsync(CancellationToken.None);
        var members = await cluster.Admin.ReadMembersAsync(Group, CancellationToken.None);
        var alone = await cluster.Admin.ReadMemberAsync(Group, consumer.ClientId, withStacks: true, CancellationToken.None);

        all.Problems.ShouldBeEmpty();
        all.Clients.SelectMany(client => client.ProducerGroups).ShouldContain("producers");
        all.Clients.ShouldAllBe(client => client.Language == "DOTNET" && client.LastHeartbeat != null);
        var member = members.Clients.ShouldHaveSingleItem();
        member.ClientId.ShouldBe(consumer.ClientId);
        var membership = member.Memberships.ShouldHaveSingleItem();
        (membership.Group, membership.Problem).ShouldBe((Group, null));
        membership.Subscriptions.Select(one => one.Topic).ShouldBe([TopicNames.Retry(Group), Topic], ignoreOrder: true);
        var running = membership.Running!;
        running.Queues.Count(held => held.Queue.Topic == Topic).ShouldBe(4);
        running.Queues.Where(held => held.Queue.Topic == Topic).Sum(held => held.CommitOffset).ShouldBe(8);
        running.Queues.ShouldContain(held => held.LastConsume != null && held.LastPull != null);
        running.Topics.Select(topic => topic.Topic).ShouldContain(Topic);
        (running.Orderly, running.Threads, running.CallsRunning, running.Stacks).ShouldBe((false, 20, 0, null));
        running.StartedAt.ShouldNotBeNull();
        alone.Stacks.ShouldNotBeNull();
    }

    private static async Task<SendResult> SendPoisonAsync(ScenarioCluster cluster)
    {
        var producer = await cluster.StartProducerAsync();
        var message = new Message
        {
            Topic = Topic,
            Keys = "poison",
            Tags = "bad",
            Body = "1 € too much"u8.ToArray(),
            Properties = new Dictionary<string, string> { ["shop"] = "berlin" },
        };
        return await producer.SendAsync(message, CancellationToken.None);
    }

    private static async Task<DeadLetterPage> UntilDeadAsync(ScenarioCluster cluster, long count)
    {
        DeadLetterPage? page = null;
        await cluster.Pump.UntilAsync(
            async () =>
            {
                page = await cluster.Admin.ReadDeadLettersAsync(Group, null, 10, CancellationToken.None);
                return page.Total == count;
            },
            () => $"{count} dead letters, there are {page?.Total}");
        return page!;
    }
}
