using System.Text;
using Engine.Admin.Topics;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Messages whose consumers get them only when a local transaction holds.</summary>
public sealed class TransactionScenarios
{
    private const string Topic = "orders";
    private const LocalTransactionState Commit = LocalTransactionState.Commit;
    private const LocalTransactionState Rollback = LocalTransactionState.Rollback;
    private const LocalTransactionState Unknown = LocalTransactionState.Unknown;

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Committed_ComesAsItWasSent_RolledBackNever(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await using var committing = await StartProducerAsync(cluster, new ScriptedTransactions(Commit, Unknown));
        await using var undoing = await StartProducerAsync(cluster, new ScriptedTransactions(Rollback, Unknown));
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("order 4711; ", 1000)));

        await undoing.SendAsync(Message("never"), null, CancellationToken.None);
        var small = await committing.SendAsync(Message("first"), null, CancellationToken.None);
        await committing.SendAsync(Message("second") with { Body = large }, null, CancellationToken.None);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(2), "the two committed messages");
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        var received = listener.Received.OrderBy(message => message.QueueOffset).ToArray();
        received.Select(message => message.Keys).ShouldBe(["first", "second"]);
        received[0].UniqueKey.ShouldBe(small.Send.MessageId);
        received[0].Property("origin").ShouldBe("shop");
        received[1].Body.ToArray().ShouldBe(large);
        received[1].StoreSize.ShouldBeLessThan(large.Length / 2);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Unknown_IsAskedForAndThenCommitted(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var transactions = new ScriptedTransactions(Unknown, Commit);
        await using var producer = await StartProducerAsync(cluster, transactions);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);

        var result = await producer.SendAsync(Message("later"), null, CancellationToken.None);
        listener.Received.ShouldBeEmpty();

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "the message after the broker asked");
        result.State.ShouldBe(Unknown);
        var asked = transactions.Checked.ShouldHaveSingleItem();
        (asked.UniqueKey, asked.Topic, asked.Keys).ShouldBe((result.Send.MessageId, Topic, "later"));
        listener.Received[0].UniqueKey.ShouldBe(result.Send.MessageId);
        producer.Statistics.TransactionChecks.ShouldBe(1);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ProducerGone_AnotherOneOfItsGroupIsAskedThoughItHasSentNothing(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);
        await using (var first = await StartProducerAsync(cluster, new ScriptedTransactions(Unknown, Rollback)))
        {
            await first.SendAsync(Message("orphan"), null, CancellationToken.None);
        }

        var transactions = new ScriptedTransactions(Rollback, Commit);
        await using var second = await StartProducerAsync(cluster, transactions);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "the message that the first producer left behind");
        transactions.Checked.ShouldHaveSingleItem().Keys.ShouldBe("orphan");
    }

    private static Message Message(string key) => new()
    {
        Topic = Topic,
        Keys = key,
        Body = "hello"u8.ToArray(),
        Properties = new Dictionary<string, string> { ["origin"] = "shop" },
    };

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 1, 6, ["broker-a"]));

    private static async Task<TransactionProducer> StartProducerAsync(ScenarioCluster cluster, ITransactionListener listener)
    {
        var options = new TransactionProducerOptions { Sending = new ProducerOptions { Group = "shop" } };
        var producer = cluster.Cluster.CreateTransactionProducer(options, listener);
        await producer.StartAsync(CancellationToken.None);
        return producer;
    }
}
