using System.Globalization;
using Engine.Broker.Delays;
using Engine.Broker.Retries;
using Engine.Broker.Transactions;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;
using Engine.Tests.Store;

namespace Engine.Tests.Broker;

/// <summary>What this broker makes of a message, against the records that Apache RocketMQ 4.9.8 made of the same one.</summary>
public sealed class ApacheRecordsTests
{
    private const long Sent = 388;
    private const long WaitingToRetry = 227_675;
    private const long Retried = 228_011;
    private const long Delayed = 226_190;
    private const long Delivered = 226_952;
    private const long Half = 224_874;
    private const long Final = 225_672;
    private const long Mark = 225_920;

    private static readonly DelayRewrite Rewrite = new(new DelayLevels(StoreOptions.DefaultDelayLevels));

    [Fact]
    [Trait("Behaviour", "D6")]
    public async Task SentBack_Message_IsTheRecordOfRocketMq()
    {
        await using var records = await Records.OpenAsync();
        var sent = records.Read(Sent);

        var sentBack = Rewrite.Apply(SentBackMessage.Of(sent, "%RETRY%cg-failing", queueId: 0, delayLevel: 1));

        Compare(sentBack, records.Read(WaitingToRetry));
    }

    [Theory]
    [InlineData(WaitingToRetry, Retried)]
    [InlineData(Delayed, Delivered)]
    public async Task Delivered_DelayedMessage_IsTheRecordOfRocketMq(long waiting, long delivered)
    {
        await using var records = await Records.OpenAsync();

        Compare(DelayedMessage.ToDeliver(records.Read(waiting), out _).ShouldNotBeNull(), records.Read(delivered));
    }

    [Fact]
    public async Task Delayed_Message_IsTheRecordOfRocketMq()
    {
        await using var records = await Records.OpenAsync();
        var waiting = records.Read(Delayed);
        var sent = new StoreMessage
        {
            Topic = waiting.Property("REAL_TOPIC")!,
            QueueId = int.Parse(waiting.Property("REAL_QID")!, CultureInfo.InvariantCulture),
            Body = waiting.Body,
            Properties = WithoutPlace(waiting),
            BornTimestamp = waiting.BornTimestamp,
            BornHost = waiting.BornHost,
        };

        Compare(Rewrite.Apply(sent), waiting);
    }

    [Fact]
    public async Task Committed_HalfMessage_IsTheRecordOfRocketMq()
    {
        await using var records = await Records.OpenAsync();
        var half = records.Read(Half);

        var final = HalfMessage.Commit(half).ShouldNotBeNull();

        Compare(final, records.Read(Final));
        var sent = final with
        {
            SysFlag = MessageSysFlags.TransactionPrepared,
            PreparedTransactionOffset = 0,
            Properties = WithoutPlace(half),
        };
        Compare(HalfMessage.Prepare(sent), half);
    }

    [Fact]
    public async Task Mark_OfAnEndedTransaction_IsTheRecordOfRocketMq()
    {
        await using var records = await Records.OpenAsync();
        var mark = records.Read(Mark);

        Compare(OpRecord.Of(0, mark.BornTimestamp, mark.BornHost), mark);
        OpRecord.Read(mark).ShouldBe([0]);
    }

    private static string WithoutPlace(MessageExt message) =>
        PropertyString.Encode(message.Properties.Where(property => !property.Key.StartsWith("REAL_", StringComparison.Ordinal)));

    private static void Compare(StoreMessage ours, MessageExt theirs)
    {
        (ours.Topic, ours.QueueId, ours.Flag, ours.SysFlag).ShouldBe((theirs.Topic, theirs.QueueId, theirs.Flag, theirs.SysFlag));
        (ours.BornTimestamp, ours.BornHost).ShouldBe((theirs.BornTimestamp, theirs.BornHost));
        (ours.ReconsumeTimes, ours.PreparedTransactionOffset).ShouldBe((theirs.ReconsumeTimes, theirs.PreparedTransactionOffset));
        ours.Body.ToArray().ShouldBe(theirs.Body.ToArray());
        PropertyString.Parse(ours.Properties).ShouldBe(theirs.Properties, ignoreOrder: true);
    }

    private sealed class Records(IDisposable folder, MessageStore store) : IAsyncDisposable
    {
        public static async Task<Records> OpenAsync()
        {
            var folder = ApacheStores.Unpack("clean");
            var store = ApacheStores.Make(Path.Combine(folder.Path, "clean"));
            await store.StartAsync(CancellationToken.None);
            return new Records(folder, store);
        }

        public MessageExt Read(long offset)
        {
            var record = store.ReadRecord(offset).ShouldNotBeNull();
            MessageRecordReader.TryReadMessage(record, out var message).ShouldBeTrue();
            return message!;
        }

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            folder.Dispose();
        }
    }
}
