using Engine.Benchmarks.Running;
using Engine.Benchmarks.Storing;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Micro;

/// <summary>A store with a broker's options for one benchmark, on a folder that goes with it.</summary>
/// <remarks>Opened and closed in one go: BenchmarkDotNet does not wait for the task of a set-up when it measures in this process.</remarks>
internal sealed class MicroStore : IDisposable
{
    private readonly WorkFolder _folder;
    private readonly ILoggerFactory _loggers;

    private MicroStore(WorkFolder folder, ILoggerFactory loggers, MessageStore store)
    {
        _folder = folder;
        _loggers = loggers;
        Store = store;
    }

    internal MessageStore Store { get; }

    public void Dispose()
    {
        Store.DisposeAsync().AsTask().Wait();
        _loggers.Dispose();
        _folder.Dispose();
    }

    internal static MicroStore Open()
    {
        var loggers = NoteLoggers.To(Console.Error);
        var folder = WorkFolder.Create(Console.Error);
        try
        {
            var options = BenchmarkStores.OptionsFor(folder.Sub("store"));
            return new MicroStore(folder, loggers, BenchmarkStores.OpenAsync(options, loggers, default).GetAwaiter().GetResult());
        }
        catch
        {
            loggers.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Fills the log and waits until the key index has it.</summary>
    /// <returns>How many messages are in each queue.</returns>
    internal int Fill(long logBytes, int queues)
    {
        var batches = new UniqueBatches(1, 32, 128, Enumerable.Range(0, queues));
        while (Store.MaxPhysicalOffset < logBytes)
        {
            var (template, body) = batches.Next();
            if (Store.AppendBatch(template, body) is { IsStored: false } refused)
                throw new InvalidOperationException($"An append was not stored: {refused.Status}, {refused.Remark}");
        }

        Store.WaitUntilDispatchedAsync(default).Wait();
        return (int)Enumerable.Range(0, queues).Min(queue => Store.GetBounds(UniqueMessages.Topic, queue).Max);
    }
}
