using Engine.Persistence;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>One table of the broker on disk, as JSON in RocketMQ's shape. Mirrors ConfigManager.</summary>
internal sealed partial class TableFile(string path, ILogger logger)
{
    private readonly CrashSafeFile _file = new(path);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>
    /// The table as it was saved, from the backup when the file itself is unreadable; null when there is none yet.
    /// </summary>
    /// <exception cref="UnreadableFileException">Neither the file nor its backup can be read.</exception>
    public T? Load<T>()
        where T : class, ICommandBody
    {
        T? body = null;
        var result = _file.Read(content => FindFault(content, out body));
        if (result.Source == CrashSafeSource.Backup)
        {
            LogFromBackup(path, result.Reason);
        }

        return result.Source == CrashSafeSource.None ? null : body;
    }

    /// <summary>Writes the table as it is when its turn comes, so that the newest state is the last one written.</summary>
    public async Task SaveAsync(Func<ICommandBody> current, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _file.Write(BodyJson.Write(current()).Span);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string? FindFault<T>(ReadOnlyMemory<byte> content, out T? body)
        where T : class, ICommandBody
    {
        body = null;
        try
        {
            body = BodyJson.Read<T>(content.Span, 0);
            return null;
        }
        catch (CommandFieldException exception)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} was read from its backup, the newest changes may be missing: {Reason}")]
    private partial void LogFromBackup(string path, string? reason);
}
