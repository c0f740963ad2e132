using System.Formats.Tar;
using System.IO.Compression;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

/// <summary>Copies of the stores that Apache RocketMQ 4.9.8 wrote, and our store over them.</summary>
internal static class ApacheStores
{
    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Stores");

    /// <summary>The store is in the folder of its name below the one returned.</summary>
    internal static TemporaryFolder Unpack(string name)
    {
        var folder = new TemporaryFolder();
        using var file = File.OpenRead(Path.Combine(Folder, $"rocketmq-4.9.8-{name}.tar.gz"));
        using var tar = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, folder.Path, overwriteFiles: false);
        return folder;
    }

    internal static MessageStore Make(string folder, Func<StoreOptions, StoreOptions>? change = null)
    {
        var options = new StoreOptions
        {
            Folder = folder,
            StoreHost = HostAddress.Parse("127.0.0.1:10911"),
            RetentionHours = 0,
        };
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        return new MessageStore(change?.Invoke(options) ?? options, clock, null, new StoreLog());
    }
}
