using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>Sends whose queue a selector chooses.</summary>
public sealed class OrderedSendTests : IAsyncLifetime
{
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "hello"u8.ToArray() };

    private FakeCluster _cluster = null!;
    private Producer _producer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 4, queuesOnB: 4);
        _producer = await _cluster.StartProducerAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task SendAsync_ByHash_KeepsEachKeyOnOneQueue()
    {
        var queues = new Dictionary<string, HashSet<MessageQueue>>();
        for (var number = 0; number < 60; number++)
        {
            var key = $"order-{number % 20}";
            var result = await SendAsync(key);
            (queues.TryGetValue(key, out var known) ? known : queues[key] = []).Add(result.Queue);
        }

        queues.Values.ShouldAllBe(chosen => chosen.Count == 1);
        queues.Values.SelectMany(chosen => chosen).Distinct().Count().ShouldBe(8, "20 keys reach all queues");
    }

    [Fact]
    public async Task SendAsync_ByHash_ChoosesTheSameQueueAfterARestart()
    {
        var before = (await SendAsync("order-7")).Queue;
        await _producer.StopAsync(CancellationToken.None);
        _producer = await _cluster.StartProducerAsync(new ProducerOptions { Group = "Again" });
        await _producer.SendAsync(Plain, CancellationToken.None);

        (await SendAsync("order-7")).Queue.ShouldBe(before);
    }

    [Fact]
    public async Task SendAsync_SelectedQueueRefuses_IsNotTriedAgain()
    {
        var refused = RemotingCommand.Answer(ResponseCode.SystemError, "scripted");
        _cluster.A.Node.On(RequestCode.SendMessageV2, refused);
        _cluster.B.Node.On(RequestCode.SendMessageV2, refused);

        var failure = await Should.ThrowAsync<ClientException>(() => SendAsync("order-7"));

        failure.ResponseCode.ShouldBe(ResponseCode.SystemError);
        (_cluster.A.Node.Came(310).Count + _cluster.B.Node.Came(310).Count).ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_SelectorGetsQueuesInOrderMessageAndArgument()
    {
        var selector = new RecordingSelector(queues => queues[^1]);

        var result = await _producer.SendAsync(Plain, selector, 17, CancellationToken.None);

        result.Queue.ShouldBe(new MessageQueue(FakeCluster.Topic, "broker-b", 3));
        selector.Queues.Order().ShouldBe(selector.Queues);
        (selector.Message, selector.Argument).ShouldBe((Plain, 17));
    }

    [Fact]
    public async Task SendAsync_SelectorThrowsOrChoosesAnotherTopic_IsCode10007AndNothingIsSent()
    {
        var throwing = new RecordingSelector(_ => throw new InvalidOperationException("boom"));
        var wrong = new RecordingSelector(queues => queues[0] with { Topic = "U" });

        var thrown = await Should.ThrowAsync<ClientException>(
            () => _producer.SendAsync(Plain, throwing, 1, CancellationToken.None));
        var foreign = await Should.ThrowAsync<ClientException>(() => _producer.SendAsync(Plain, wrong, 1, CancellationToken.None));

        (thrown.ResponseCode, foreign.ResponseCode).ShouldBe((ClientErrorCode.IllegalMessage, ClientErrorCode.IllegalMessage));
        thrown.Message.ShouldContain("boom");
        foreign.Message.ShouldContain("U broker-a Q0");
        (_cluster.A.Node.Came(310).Count + _cluster.B.Node.Came(310).Count).ShouldBe(0);
    }

    private Task<SendResult> SendAsync(string key) =>
        _producer.SendAsync(Plain, HashQueueSelector.Instance, key, CancellationToken.None);

    private sealed class RecordingSelector(Func<IReadOnlyList<MessageQueue>, MessageQueue> choose) : IMessageQueueSelector
    {
        internal IReadOnlyList<MessageQueue> Queues { get; private set; } = [];

        internal Message? Message { get; private set; }

        internal object? Argument { get; private set; }

        public MessageQueue Select(IReadOnlyList<MessageQueue> queues, Message message, object argument)
        {
            (Queues, Message, Argument) = (queues, message, argument);
            return choose(queues);
        }
    }
}
