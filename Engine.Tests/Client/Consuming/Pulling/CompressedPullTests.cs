using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>What a listener gets of bodies that their producers compressed.</summary>
[Trait("Behaviour", "C7")]
public sealed class CompressedPullTests : IAsyncLifetime
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("order 4711; ", 1000)));

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Pull_CompressedBodies_AreOpened()
    {
        var compressed = BodyCompression.Compress(Body, 5);

        var messages = await ConsumeAsync(
            Record(0, compressed, MessageSysFlags.Compressed), Record(1, compressed, BodyCompression.ZlibFlags), Record(2, Body, 0));

        messages.Select(message => message.Body.ToArray()).ShouldAllBe(body => body.SequenceEqual(Body));
        messages.ShouldAllBe(message => message.BodyFault == null);
        messages.ShouldAllBe(message => message.BrokerName == "broker-a" && (message.SysFlag & MessageSysFlags.Compressed) == 0);
    }

    [Fact]
    public async Task Pull_BodiesThatCannotBeOpened_AreHandedOverAsTheyAreWithTheReason()
    {
        var bomb = BodyCompression.Compress(new byte[BodyCompression.MaxOpenedBytes + 1], 9);

        var messages = await ConsumeAsync(
            Record(0, bomb, BodyCompression.ZlibFlags),
            Record(1, Body, MessageSysFlags.Compressed | MessageSysFlags.CompressionLz4),
            Record(2, BodyCompression.Compress(Body, 5), BodyCompression.ZlibFlags));

        messages[0].Body.ToArray().ShouldBe(bomb);
        messages[0].BodyFault.ShouldNotBeNull().ShouldContain("refused");
        messages[1].Body.ToArray().ShouldBe(Body);
        messages[1].BodyFault.ShouldNotBeNull().ShouldContain("LZ4");
        messages[2].Body.ToArray().ShouldBe(Body, "the rest of the batch is not lost");
    }

    private async Task<IReadOnlyList<MessageExt>> ConsumeAsync(params byte[][] records)
    {
        var first = true;
        _cluster.A.Node.OnHeld(RequestCode.PullMessage, _ =>
        {
            if (!first)
                return new(new TaskCompletionSource<RemotingCommand>().Task);

            first = false;
            var answer = FakeBroker.PullAnswer(ResponseCode.Success, next: records.Length, max: records.Length);
            return new(answer with { Body = records.SelectMany(record => record).ToArray() });
        });
        await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeMessageBatchMaxSize = 32 });
        return await _listener.NextAsync();
    }

    private static byte[] Record(long offset, byte[] body, int sysFlag)
    {
        var record = new MessageRecord
        {
            QueueOffset = offset,
            SysFlag = sysFlag,
            BornHost = HostAddress.Parse("127.0.0.1:40000"),
            StoreHost = HostAddress.Parse("127.0.0.1:10911"),
            Body = body,
            Topic = Encoding.UTF8.GetBytes(FakeCluster.Topic),
        };
        var target = new byte[1024 + body.Length];
        return target[..MessageRecordWriter.Write(target, record)];
    }
}
