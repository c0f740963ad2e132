using System.Text.Json;
using Engine.Persistence;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Recovery;

/// <summary>
/// Keeps the <see cref="QueueCatalog"/> on the disk. Everything in it can be found again from the log, so a bad file is only a warning.
/// </summary>
internal sealed partial class QueueCatalogFile
{
    private readonly CrashSafeFile _file;
    private readonly ILogger _logger;

    internal QueueCatalogFile(string path, ILogger logger)
    {
        _file = new CrashSafeFile(path);
        _logger = logger;
    }

    /// <summary>The catalog, or null when there is none to trust.</summary>
    internal QueueCatalog? TryRead()
    {
        try
        {
            QueueCatalog? catalog = null;
            var result = _file.Read(content => FindFault(content, out catalog));
            if (result.Source == CrashSafeSource.Backup)
            {
                LogFromBackup(_file.Path, result.Reason!);
            }

            return result.Source == CrashSafeSource.None ? null : catalog;
        }
        catch (UnreadableFileException unreadable)
        {
            LogUnreadable(unreadable, _file.Path);
            return null;
        }
    }

    internal void Write(QueueCatalog catalog) =>
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(catalog, QueueCatalogJson.Default.QueueCatalog));

    private static string? FindFault(ReadOnlyMemory<byte> content, out QueueCatalog? catalog)
    {
        catalog = null;
        try
        {
            catalog = JsonSerializer.Deserialize(content.Span, QueueCatalogJson.Default.QueueCatalog);
            return catalog is null ? "is null" : catalog.FindFault();
        }
        catch (JsonException fault)
        {
            return fault.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue catalog {Path} was read from its backup: {Reason}")]
    private partial void LogFromBackup(string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The queue catalog {Path} cannot be used; the queues are checked against the whole log")]
    private partial void LogUnreadable(Exception failure, string path);
}
