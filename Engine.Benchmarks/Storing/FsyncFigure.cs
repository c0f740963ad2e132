using System.Diagnostics;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Storing;

/// <summary>What one flush to the disk itself takes here after a small write: the scale for everything synchronous.</summary>
internal static class FsyncFigure
{
    private const int Rounds = 300;
    private const int WarmUp = 20;
    private const int Bytes = 256;

    internal static Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var path = run.Folder.Sub("fsync");
        var times = new List<double>();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var bytes = UniqueMessages.BodyOf(Bytes);
            for (var round = 0; round < Rounds; round++)
            {
                ct.ThrowIfCancellationRequested();
                RandomAccess.Write(file, bytes, (long)round * Bytes);
                var began = Stopwatch.GetTimestamp();
                RandomAccess.FlushToDisk(file);
                if (round >= WarmUp)
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        File.Delete(path);
        run.Figures.Write("fsync", Median.Of(times), "ms");
        return Task.CompletedTask;
    }
}
