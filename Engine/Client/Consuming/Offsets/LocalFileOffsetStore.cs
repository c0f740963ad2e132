using Engine.Persistence;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// Offsets of a broadcasting consumer, kept by the client itself in one file per client id and group, <c>offsets.json</c> with a
/// <c>.bak</c> (A4). Mirrors LocalFileOffsetStore, whose files it reads and writes.
/// </summary>
internal sealed partial class LocalFileOffsetStore : IOffsetStore
{
    private const string FileName = "offsets.json";

    private readonly string _name;
    private readonly string _folder;
    private readonly CrashSafeFile _file;
    private readonly OffsetCache _cache = new();
    private readonly ILogger _logger;

    /// <summary>Guards what the file holds and its writing.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<MessageQueue, long> _stored = [];
    private FolderLock? _owned;

    /// <param name="root">Folder of all local offsets.</param>
    /// <param name="clientId">Client id; it must be the same after a restart.</param>
    /// <param name="group">Consumer group.</param>
    /// <param name="logger">Takes failures of the file.</param>
    public LocalFileOffsetStore(string root, string clientId, string group, ILogger logger)
    {
        _name = $"group {group} with client id {clientId}";
        _folder = Path.Combine(root, Safe(clientId), Safe(group));
        _file = new CrashSafeFile(Path.Combine(_folder, FileName));
        _logger = logger;
    }

    public void Load()
    {
        _owned = Acquire();
        LocalOffsetsBody? body = null;
        var result = _file.Read(content => FindFault(content, out body));
        if (result.Source == CrashSafeSource.Backup)
        {
            LogFromBackup(_file.Path, result.Reason);
        }

        if (result.Source != CrashSafeSource.None)
        {
            _stored = body!.OffsetTable.ToDictionary();
        }
    }

    public void Update(MessageQueue queue, long offset, bool increaseOnly) => _cache.Update(queue, offset, increaseOnly);

    public long? ReadCached(MessageQueue queue) => _cache.Read(queue);

    public async ValueTask<long?> ReadAsync(MessageQueue queue, OffsetSource source, CancellationToken cancellationToken)
    {
        if (source != OffsetSource.Store && ReadCached(queue) is { } cached)
        {
            return cached;
        }

        if (source == OffsetSource.Memory)
        {
            return null;
        }

        var stored = await ReadStoredAsync(queue, cancellationToken).ConfigureAwait(false);
        if (stored is { } offset)
        {
            _cache.KeepRead(queue, offset);
        }

        return stored;
    }

    public async ValueTask<long?> FindCommittedAsync(MessageQueue queue, CancellationToken cancellationToken) =>
        _cache.ReadSet(queue) ?? await ReadStoredAsync(queue, cancellationToken).ConfigureAwait(false);

    public void ForgetReached(MessageQueue queue)
    {
        // Nobody moves the offsets of a client's own file but the client itself.
    }

    public CarriedCommit Carry(MessageQueue queue) => CarriedCommit.None;

    public async ValueTask PersistAsync(MessageQueue queue, bool confirmed, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync([queue], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var message = $"the offsets file {_file.Path} cannot be written: {exception.Message}";
            throw new ClientException(ResponseCode.SystemError, message, exception);
        }
    }

    public async ValueTask PersistAllAsync(IReadOnlySet<MessageQueue> held, CancellationToken cancellationToken)
    {
        foreach (var queue in _cache.Queues.Where(queue => !held.Contains(queue)))
        {
            Remove(queue);
        }

        try
        {
            await WriteAsync(held, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the file holds is unchanged here: the next turn writes it all.
            LogNotWritten(_file.Path, exception.Message);
        }
    }

    public void Remove(MessageQueue queue) => _cache.Remove(queue);

    public void Dispose() => _owned?.Dispose();

    private FolderLock Acquire()
    {
        try
        {
            return FolderLock.Acquire(_folder);
        }
        catch (DataFolderInUseException taken)
        {
            throw new IOException(
                $"Another broadcasting consumer of {_name} is using {_folder}. Give each of them an InstanceName of its own.", taken);
        }
    }

    /// <summary>Client ids are ip@name; what no file name may hold is replaced.</summary>
    private static string Safe(string name) => string.Join('_', name.Split(Path.GetInvalidFileNameChars()));

    private static string? FindFault(ReadOnlyMemory<byte> content, out LocalOffsetsBody? body)
    {
        body = null;
        try
        {
            body = BodyJson.Read<LocalOffsetsBody>(content.Span, 0);
            return body.OffsetTable is null ? "has no offsetTable" : null;
        }
        catch (CommandFieldException exception)
        {
            return exception.Message;
        }
    }

    private async ValueTask<long?> ReadStoredAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _stored.TryGetValue(queue, out var offset) ? offset : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Merges the cached offsets of these queues into the file, if any is new.</summary>
    private async ValueTask WriteAsync(IEnumerable<MessageQueue> queues, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var changed = queues
                .Select(queue => (Queue: queue, Offset: ReadCached(queue)))
                .Where(entry => entry.Offset is { } offset && !(_stored.TryGetValue(entry.Queue, out var known) && known == offset))
                .ToArray();
            if (changed.Length == 0)
            {
                return;
            }

            var table = new Dictionary<MessageQueue, long>(_stored);
            foreach (var (queue, offset) in changed)
            {
                table[queue] = offset!.Value;
            }

            _file.Write(BodyJson.WriteFile(new LocalOffsetsBody { OffsetTable = table }).Span);
            _stored = table;
        }
        finally
        {
            _turn.Release();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the offsets {Path} were read from their backup, the newest may be missing: {Reason}")]
    private partial void LogFromBackup(string path, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the offsets {Path} could not be written, it is tried again: {Reason}")]
    private partial void LogNotWritten(string path, string reason);
}
