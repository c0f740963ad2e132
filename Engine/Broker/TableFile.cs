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
    private bool _isRefusing;

    public string Path => path;

    /// <summary>Whether the last <see cref="Load{T}"/> found neither the file nor a backup.</summary>
    public bool IsMissing { get; private set; }

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

        IsMissing = result.Source == CrashSafeSource.None;
        return IsMissing ? null : body;
    }

    /// <summary>Writes the table as it is when its turn comes, so that the newest state is the last one written.</summary>
    /// <exception cref="IOException">The disk refuses, which is told once; the previous file is still there.</exception>
    public async Task SaveAsync(Func<ICommandBody> current, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Write(BodyJson.WriteFile(current()).Span);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Saves a change that the table has already, or takes it back: who asked is told that it failed, and nothing would save it later.
    /// Cannot be called off: a caller whose connection closes must not leave the file behind the table.
    /// </summary>
    /// <exception cref="IOException">As of <see cref="SaveAsync"/>.</exception>
    public async Task SaveOrUndoAsync(Func<ICommandBody> current, Action undo)
    {
        try
        {
            await SaveAsync(current, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            undo();
            throw;
        }
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            _file.Write(content);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_isRefusing)
            {
                LogRefused(refused, path);
            }

            _isRefusing = true;
            throw new IOException($"{path} cannot be saved: {refused.Message}", refused);
        }

        if (_isRefusing)
        {
            _isRefusing = false;
            LogSavedAgain(path);
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
        Level = LogLevel.Error,
        Message = "the table {Path} cannot be saved; the file keeps its previous state")]
    private partial void LogRefused(Exception refused, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "the table {Path} is saved again")]
    private partial void LogSavedAgain(string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Path} was read from its backup, the newest changes may be missing: {Reason}")]
    private partial void LogFromBackup(string path, string? reason);
}
