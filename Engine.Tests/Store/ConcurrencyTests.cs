using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Get_WhileOthersAppend_SeesEveryMessageOnceAndWhole()
    {
        // A ring of 16 KiB and files of 32 KiB: readers fall out of memory into the files and across their ends all the time.
        const int messages = 6000;
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 32 * 1024);

        var writers = Enumerable.Range(0, 2).Select(queue => Task.Run(() =>
        {
            for (var i = 0; i < messages; i++)
            {
                harness.Put("T", queue, new string((char)('a' + (i % 26)), 10 + (i % 90)));
            }
        }));
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(() => Follow(harness.Store, reader % 2, messages)));

        await Task.WhenAll([.. writers, .. readers]).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static void Follow(MessageStore store, int queue, long messages)
    {
        var next = 0L;
        while (next < messages)
        {
            var result = store.Get("T", queue, next, 32, null);
            result.Status.ShouldBeOneOf(
                GetStatus.Found, GetStatus.OffsetOverflowOne, GetStatus.NoMatchedLogicQueue, GetStatus.NoMessageInQueue);
            var body = result.Body;
            while (!body.IsEmpty)
            {
                MessageRecordReader.TryRead(body.Span, checkBody: true, out var record).ShouldBe(RecordReadStatus.Ok);
                (record.QueueId, record.QueueOffset, record.Body.Length).ShouldBe((queue, next, 10 + (int)(next % 90)));
                next++;
                body = body[record.Size..];
            }
        }
    }
}
