using System.Diagnostics;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// Fills the page cache once and lets it go. A virtual machine gets its memory from the host page by page on first use, ten times slower
/// than later: without this the first runs would measure the host.
/// </summary>
internal static class PageWarmUp
{
    // Below the share of memory from which on the system makes writers wait for the disk.
    private const int MemoryShare = 8;

    internal static void Run(StoreRun run, CancellationToken ct)
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare;
        var began = Stopwatch.GetTimestamp();
        var path = run.Folder.Sub("warm-up");
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var block = new byte[1 << 20];
            for (var at = 0L; at < bytes && !ct.IsCancellationRequested; at += block.Length)
                RandomAccess.Write(file, block, at);
        }

        File.Delete(path);
        run.Note($"{bytes >> 20} MiB of page cache warmed in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
    }
}
