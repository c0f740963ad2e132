using Engine.Protocol.Messages;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Storing;

/// <summary>Makes stores as a broker has them, without retention.</summary>
internal static class BenchmarkStores
{
    internal static StoreOptions OptionsFor(string folder) => new()
    {
        Folder = folder,
        StoreHost = HostAddress.Parse("10.0.0.2:10911"),
        RetentionHours = 0,
    };

    internal static MessageStore Make(StoreOptions options, ILoggerFactory loggers) =>
        new(options, TimeProvider.System, null, loggers.CreateLogger<MessageStore>());

    internal static async Task<MessageStore> OpenAsync(StoreOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        var store = Make(options, loggers);
        try
        {
            await store.StartAsync(ct).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
