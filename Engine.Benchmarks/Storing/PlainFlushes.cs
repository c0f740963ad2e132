using System.Diagnostics;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Storing;

/// <summary>One writer, one flush to the disk itself after every small write: the scale for everything synchronous.</summary>
/// <param name="PerSecond">Writes made safe in a second.</param>
/// <param name="MedianMs">What the flush alone takes.</param>
internal sealed record PlainFlushes(double PerSecond, double MedianMs)
{
    private const int RecordBytes = 256;
    private const long FileBytes = 64L << 20;

    internal static PlainFlushes Measure(StoreRun run, TimeSpan time, CancellationToken ct)
    {
        var path = run.Folder.Sub("flushes");
        var times = new List<double>();
        TimeSpan elapsed;
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.SetLength(file, FileBytes);
            var bytes = UniqueMessages.BodyOf(RecordBytes);
            var began = Stopwatch.GetTimestamp();
            while ((elapsed = Stopwatch.GetElapsedTime(began)) < time)
            {
                ct.ThrowIfCancellationRequested();
                RandomAccess.Write(file, bytes, (long)times.Count * RecordBytes % FileBytes);
                var flushed = Stopwatch.GetTimestamp();
                RandomAccess.FlushToDisk(file);
                times.Add(Stopwatch.GetElapsedTime(flushed).TotalMilliseconds);
            }
        }

        File.Delete(path);
        return new PlainFlushes(times.Count / elapsed.TotalSeconds, Median.Of(times));
    }
}
