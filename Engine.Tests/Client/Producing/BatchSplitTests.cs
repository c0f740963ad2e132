using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class BatchSplitTests
{
    [Fact]
    public void Cut_ExactlyTheRoom_StaysTogether()
    {
        var items = Items(10, 10, 10);
        var room = (int)items.Sum(BatchSplit.StoredBytes);

        Counts(items, room).ShouldBe([3]);
        Counts(items, room - 1).ShouldBe([2, 1]);
    }

    [Fact]
    public void Cut_RoomForNone_GivesEachItsOwn() => Counts(Items(10, 10, 10), 1).ShouldBe([1, 1, 1]);

    [Fact]
    public void Cut_One_IsOnePart() => Counts(Items(10), 1).ShouldBe([1]);

    [Fact]
    public void Cut_ManyShortMessages_CountsWhatABrokerStores()
    {
        // The batch itself would take 1 MB only.
        var items = Items(Enumerable.Repeat(1, 20_000).ToArray());

        var parts = BatchSplit.Cut(items, 4 * 1024 * 1024);

        parts.Count.ShouldBe(2);
        parts.ShouldAllBe(part => part.Items.Sum(RecordBytes) <= 4 * 1024 * 1024);
        parts.SelectMany(part => part.Items).ShouldBe(items);
    }

    [Fact]
    public void StoredBytes_OfAMessage_IsNoLessThanItsRecord() =>
        Items(0, 100, 100_000).ShouldAllBe(item => BatchSplit.StoredBytes(item) >= RecordBytes(item));

    private static int[] Counts(IReadOnlyList<LaidOutMessage> items, int room) =>
        [.. BatchSplit.Cut(items, room).Select(part => part.Items.Count)];

    /// <summary>With a cluster name of the largest length.</summary>
    private static long RecordBytes(LaidOutMessage item)
    {
        var properties = $"{item.Properties}\u0002WAIT\u0001false\u0002CLUSTER\u0001{new string('c', 127)}";
        var host = HostAddress.Parse("[2001:db8::1]:65535");
        return MessageRecordWriter.SizeOf(item.Message.Topic.Length, item.Message.Body.Length, properties.Length, host, host);
    }

    private static LaidOutMessage[] Items(params int[] bodyBytes) =>
    [
        .. from bytes in bodyBytes
           select new LaidOutMessage(new Message { Topic = "Topic", Body = new byte[bytes] }, "id", "UNIQ_KEY\u0001id"),
    ];
}
