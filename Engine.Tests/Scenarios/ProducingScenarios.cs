using System.Text;
using Engine.Admin.Topics;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>What a consumer gets of messages that were compressed, sent in order, or cut into batches.</summary>
public sealed class ProducingScenarios
{
    private const string Topic = "orders";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C7")]
    public async Task LargeBody_IsStoredCompressedAndComesAsItWasSent(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var producer = await cluster.StartProducerAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("order 4711; ", 10_000)));

        await producer.SendAsync(new Message { Topic = Topic, Body = body }, CancellationToken.None);
        await producer.SendAsync(new Message { Topic = Topic, Body = body.AsMemory(0, 100) }, CancellationToken.None);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(2), "the large message and the small one");
        var received = listener.Received.OrderBy(message => message.QueueOffset).ToArray();
        received[0].Body.ToArray().ShouldBe(body);
        received[0].StoreSize.ShouldBeLessThan(body.Length / 10);
        received[1].Body.Length.ShouldBe(100);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task OrderedSend_EachKey_StaysOnOneQueueInTheOrderOfItsSends(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var producer = await cluster.StartProducerAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(key => SendInOrderAsync(producer, $"order-{key}", 20)));

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(200), "200 messages");
        foreach (var ofKey in listener.Received.GroupBy(message => message.Keys))
        {
            ofKey.Select(message => new MessageQueue(Topic, message.BrokerName!, message.QueueId)).Distinct().Count().ShouldBe(1);
            ofKey.OrderBy(message => message.QueueOffset).Select(message => (int)message.Body.Span[0]).ShouldBe(Enumerable.Range(0, 20));
        }
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task SplitBatches_MoreThanOneTakes_ComeSinglyAndInOrder(Wire wire)
    {
        const int count = 4000;
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var producer = await cluster.StartProducerAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("billing", Topic, listener);
        var messages = Enumerable.Range(0, count).Select(number => new Message { Topic = Topic, Body = Body(number) }).ToList();

        var report = await producer.SendBatchesAsync(messages, queue: null, CancellationToken.None);

        (report.Sent, report.Failure).ShouldBe((count, null));
        report.Pieces.Count.ShouldBe(3);
        report.Pieces.ShouldAllBe(piece => piece.Result!.QueueOffset == piece.First);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(count), $"{count} messages");
        listener.Received.OrderBy(message => message.QueueOffset).Select(message => BitConverter.ToInt32(message.Body.Span))
            .ShouldBe(Enumerable.Range(0, count));
    }

    /// <summary>Many short messages take the largest batch that the producer dares to send, and the broker takes it.</summary>
    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task SplitBatches_ShortMessages_AreNotTooLargeForTheBroker(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        var producer = await cluster.StartProducerAsync();
        var messages = Enumerable.Repeat(new Message { Topic = Topic, Body = new byte[1] }, 20_000).ToList();

        var report = await producer.SendBatchesAsync(messages, queue: null, CancellationToken.None);

        report.Failure.ShouldBeNull();
        (await cluster.Admin.GetTopicAsync(Topic, CancellationToken.None)).Queues.Sum(queue => queue.MaxOffset).ShouldBe(20_000);
    }

    private static byte[] Body(int number)
    {
        var body = new byte[2000];
        BitConverter.TryWriteBytes(body, number);
        return body;
    }

    private static async Task SendInOrderAsync(Producer producer, string key, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var message = new Message { Topic = Topic, Keys = key, Body = new[] { (byte)number } };
            await producer.SendAsync(message, HashQueueSelector.Instance, key, CancellationToken.None);
        }
    }
}
