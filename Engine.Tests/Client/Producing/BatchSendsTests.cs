using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>Collections of messages that are cut into batches.</summary>
public sealed class BatchSendsTests : IAsyncLifetime
{
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = new byte[300] };

    private readonly List<int> _flags = [];
    private FakeCluster _cluster = null!;
    private Producer _producer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 2, queuesOnB: 2);
        _producer = await _cluster.StartProducerAsync(new ProducerOptions { Group = "p", MaxBatchSize = 4096 });
        _cluster.A.Node.On(RequestCode.SendBatchMessage, request => Store(request.Command));
        _cluster.B.Node.On(RequestCode.SendBatchMessage, request => Store(request.Command));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task SendBatchesAsync_MoreThanOneTakes_SendsThemInOrderAndReportsEach()
    {
        var report = await _producer.SendBatchesAsync(Numbered(20), queue: null, CancellationToken.None);

        _flags.ShouldBe(Enumerable.Range(0, 20));
        (report.Sent, report.Failure).ShouldBe((20, null));
        report.Pieces.Count.ShouldBeGreaterThan(2);
        report.Pieces[0].First.ShouldBe(0);
        report.Pieces.Zip(report.Pieces.Skip(1)).ShouldAllBe(pair => pair.First.First + pair.First.Count == pair.Second.First);
        report.Pieces.ShouldAllBe(piece => piece.Result!.QueueOffset == piece.First);
        report.Pieces.Select(piece => piece.Result!.Queue).Distinct().Count().ShouldBeGreaterThan(1, "each takes the next queue");
    }

    [Fact]
    public async Task SendBatchesAsync_GivenQueue_TakesAllOfThem()
    {
        var queue = new MessageQueue(FakeCluster.Topic, "broker-b", 1);

        var report = await _producer.SendBatchesAsync(Numbered(20), queue, CancellationToken.None);

        report.Pieces.ShouldAllBe(piece => piece.Result!.Queue == queue);
        _flags.ShouldBe(Enumerable.Range(0, 20));
        (await Should.ThrowAsync<ClientException>(
            () => _producer.SendBatchesAsync([Plain], queue with { Topic = "U" }, CancellationToken.None)))
            .ResponseCode.ShouldBe(ClientErrorCode.IllegalMessage);
    }

    [Fact]
    public async Task SendBatchesAsync_OneFails_NoLaterOneIsSent()
    {
        var queue = new MessageQueue(FakeCluster.Topic, "broker-a", 0);
        var count = 0;
        _cluster.A.Node.On(RequestCode.SendBatchMessage, request => ++count == 2
            ? RemotingCommand.Answer(ResponseCode.ServiceNotAvailable, "the disk is full")
            : Store(request.Command));

        var report = await _producer.SendBatchesAsync(Numbered(20), queue, CancellationToken.None);

        count.ShouldBe(2);
        report.Sent.ShouldBe(report.Pieces[0].Count);
        _flags.ShouldBe(Enumerable.Range(0, report.Sent));
        report.Failure!.ResponseCode.ShouldBe(ResponseCode.ServiceNotAvailable);
        report.Pieces[1].Failure.ShouldBeSameAs(report.Failure);
        report.Pieces.Skip(2).ShouldAllBe(piece => piece.Result == null && piece.Failure == null);
    }

    [Fact]
    public async Task SendBatchesAsync_OneMessage_GoesAsAPlainOne()
    {
        var report = await _producer.SendBatchesAsync([Plain with { Body = new byte[3000] }], queue: null, CancellationToken.None);

        report.Sent.ShouldBe(1);
        (_cluster.A.Node.Came(310).Count + _cluster.B.Node.Came(310).Count).ShouldBe(1);
        _flags.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendBatchesAsync_IllegalMessageAtTheEnd_SendsNothing()
    {
        var messages = Numbered(20).Append(Plain with { DelayLevel = 1 }).ToList();

        var refusal = await Should.ThrowAsync<ClientException>(
            () => _producer.SendBatchesAsync(messages, queue: null, CancellationToken.None));

        refusal.Message.ShouldContain("Message 20 of the batch has a delay level");
        _flags.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendBatchesAsync_NoMessages_IsRefused() =>
        (await Should.ThrowAsync<ClientException>(() => _producer.SendBatchesAsync([], queue: null, CancellationToken.None)))
            .ResponseCode.ShouldBe(ResponseCode.MessageIllegal);

    private static List<Message> Numbered(int count) => [.. Enumerable.Range(0, count).Select(number => Plain with { Flag = number })];

    private RemotingCommand Store(RemotingCommand request)
    {
        BatchBodyReader.TryReadAll(request.Body, out var items).ShouldBeTrue();
        var header = request.ReadHeader<SendMessageHeader>();
        var answer = new SendMessageResponseHeader { MsgId = "x", QueueId = header.QueueId, QueueOffset = _flags.Count };
        _flags.AddRange(items.Select(item => item.Flag));
        return RemotingCommand.Success(answer);
    }
}
