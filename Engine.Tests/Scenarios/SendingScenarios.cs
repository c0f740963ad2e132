using Engine.Admin;
using Engine.Admin.Topics;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

public sealed class SendingScenarios
{
    private const string Topic = "orders";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Batch_TenMessages_TakeConsecutiveOffsetsAndComeSingly(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var producer = await cluster.StartProducerAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);
        var messages = Enumerable.Range(0, 10).Select(number => new Message { Topic = Topic, Body = new[] { (byte)number } }).ToList();

        var result = await producer.SendBatchAsync(messages, CancellationToken.None);

        result.Status.ShouldBe(SendStatus.SendOk);
        result.QueueOffset.ShouldBe(0);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(10), "the ten messages of the batch");
        listener.Received.OrderBy(message => message.QueueOffset).Select(message => (message.QueueOffset, (int)message.Body.Span[0]))
            .ShouldBe(Enumerable.Range(0, 10).Select(number => ((long)number, number)));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task LargeBody_AtAndOverTheLimit_IsRefusedByClientAndBrokerWithMessageIllegal(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var careful = await cluster.StartProducerAsync();
        var careless = await cluster.StartProducerAsync(new ProducerOptions { Group = "careless", MaxMessageSize = 8 * 1024 * 1024 });
        var largest = new Message { Topic = Topic, Body = Noise(4 * 1024 * 1024) };
        var larger = largest with { Body = Noise((4 * 1024 * 1024) + 1) };

        (await careful.SendAsync(largest, CancellationToken.None)).Status.ShouldBe(SendStatus.SendOk);
        var byClient = await Should.ThrowAsync<ClientException>(() => careful.SendAsync(larger, CancellationToken.None));
        var byBroker = await Should.ThrowAsync<ClientException>(() => careless.SendAsync(larger, CancellationToken.None));

        byClient.ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
        byBroker.ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task UnknownTopic_AdminRefusesAndAProducerMakesIt(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        var message = new Message { Topic = "unheard-of", Body = new byte[] { 1 } };

        var reading = await Should.ThrowAsync<AdminException>(() => cluster.Admin.GetTopicAsync(message.Topic, CancellationToken.None));
        var sending = await Should.ThrowAsync<AdminException>(() => cluster.Admin.SendAsync(message, 1, CancellationToken.None));
        var producer = await cluster.StartProducerAsync();
        await producer.SendAsync(message, CancellationToken.None);

        reading.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
        sending.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
        (await cluster.Admin.GetTopicAsync(message.Topic, CancellationToken.None)).Queues.Sum(queue => queue.MaxOffset).ShouldBe(1);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task TwoClusters_InOneProcess_KeepTheirTopicsApart(Wire wire)
    {
        await using var one = await ScenarioCluster.StartAsync(wire);
        await using var two = await ScenarioCluster.StartAsync(wire);
        await one.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        await two.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);

        var summary = await one.Admin.SendAsync(new Message { Topic = Topic, Body = new byte[] { 1 } }, 20, CancellationToken.None);

        (summary.Sent, summary.Failed).ShouldBe((20, 0));
        one.Cluster.NameServers.ShouldBe(two.Cluster.NameServers);
        (await MessagesAsync(one)).ShouldBe(20);
        (await MessagesAsync(two)).ShouldBe(0);
    }

    /// <summary>A body that no compression makes smaller.</summary>
    private static byte[] Noise(int bytes)
    {
        var body = new byte[bytes];
        new Random(4711).NextBytes(body);
        return body;
    }

    private static async Task<long> MessagesAsync(ScenarioCluster cluster) =>
        (await cluster.Admin.GetTopicAsync(Topic, CancellationToken.None)).Queues.Sum(queue => queue.MaxOffset);
}
