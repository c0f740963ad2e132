using System.Diagnostics;
using System.Text;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// The start of a store of 10 GiB that was stopped cleanly. Sparse: every log file holds one record and a filler, which is all that a
/// clean start could look at.
/// </summary>
internal static class LargeStart
{
    private const long LogBytes = 10L << 30;

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        const string name = "large";
        var options = BenchmarkStores.OptionsFor(run.Folder.Sub(name));
        WriteLog(options);

        // The queues come from the log, as for a store that was copied here; the stop is a clean one.
        var first = await BenchmarkStores.OpenAsync(options, run.Loggers, ct).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
            await first.StopAsync(ct).ConfigureAwait(false);

        var store = BenchmarkStores.Make(options, run.Loggers);
        await using (store.ConfigureAwait(false))
        {
            var began = Stopwatch.GetTimestamp();
            await store.StartAsync(ct).ConfigureAwait(false);
            run.Figures.Write("start-10g", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
            var messages = store.GetBounds(UniqueMessages.Topic, 0).Max;
            run.Note($"start-10g: {store.MaxPhysicalOffset - store.MinPhysicalOffset} bytes, {messages} messages");
        }

        run.Folder.Drop(name);
    }

    private static void WriteLog(StoreOptions options)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, "commitlog")).FullName;
        var messages = new UniqueMessages(1, 128, 0);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var record = new byte[4096];
        var fileBytes = options.CommitLogFileBytes;
        for (var (start, index) = (0L, 0L); start < LogBytes; start += fileBytes, index++)
        {
            var size = Lay(messages.Next(), index, start, now + index, record);
            MessageRecordWriter.WriteBlank(record.AsSpan(size), (int)(fileBytes - size));
            using var file = File.OpenHandle(Path.Combine(folder, $"{start:D20}"), FileMode.Create, FileAccess.Write);
            RandomAccess.SetLength(file, fileBytes);
            RandomAccess.Write(file, record.AsSpan(0, size + MessageRecordFormat.BlankBytes), 0);
        }
    }

    private static int Lay(StoreMessage message, long queueOffset, long physicalOffset, long storeTimestamp, Span<byte> target) =>
        MessageRecordWriter.Write(target, new MessageRecord
        {
            BodyCrc = Crc32.OfBody(message.Body.Span),
            QueueId = message.QueueId,
            QueueOffset = queueOffset,
            PhysicalOffset = physicalOffset,
            BornTimestamp = message.BornTimestamp,
            BornHost = message.BornHost,
            StoreTimestamp = storeTimestamp,
            StoreHost = HostAddress.Parse("10.0.0.2:10911"),
            Body = message.Body.Span,
            Topic = Encoding.UTF8.GetBytes(message.Topic),
            Properties = Encoding.UTF8.GetBytes(message.Properties),
        });
}
