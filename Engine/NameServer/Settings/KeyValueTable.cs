using System.Collections.Immutable;
using Engine.Persistence;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.NameServer.Settings;

/// <summary>
/// What operators keep at a name server, values by namespace and key, saved with every change when there is a file. At most
/// <see cref="MaxEntries"/> of at most <see cref="MaxCharacters"/> each. Mirrors KVConfigManager.
/// </summary>
internal sealed partial class KeyValueTable(string? path, ILogger<KeyValueTable> logger)
{
    public const int MaxEntries = 10_000;
    public const int MaxCharacters = 64 * 1024;

    /// <summary>The namespace of topics whose queues are in order: brokers get it with their registration.</summary>
    public const string OrderTopics = "ORDER_TOPIC_CONFIG";

    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly CrashSafeFile? _file = path is null ? null : new CrashSafeFile(path);
    private volatile ImmutableDictionary<string, ImmutableDictionary<string, string>> _current =
        ImmutableDictionary.Create<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="UnreadableFileException">Neither the file nor its backup can be read.</exception>
    public void Load()
    {
        KvConfigTableBody? saved = null;
        var result = _file?.Read(content => FindFault(content, out saved));
        if (result?.Source == CrashSafeSource.Backup)
        {
            LogFromBackup(path!, result.Reason);
        }

        if (saved is not null)
        {
            _current = saved.ConfigTable.ToImmutableDictionary(
                space => space.Key, space => space.Value.ToImmutableDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        }
    }

    public string? Find(string space, string key) => _current.GetValueOrDefault(space)?.GetValueOrDefault(key);

    /// <summary>All of a namespace; null when there is no such namespace.</summary>
    public IReadOnlyDictionary<string, string>? Find(string space) => _current.GetValueOrDefault(space);

    /// <summary>Sets a value; why not, or null.</summary>
    /// <exception cref="IOException">The disk refuses; nothing changed.</exception>
    public string? Put(string space, string key, string value)
    {
        if (space.Length + key.Length + value.Length > MaxCharacters)
        {
            return $"the namespace, key and value of a config item may have {MaxCharacters} characters together";
        }

        lock (_lock)
        {
            if (_current.Values.Sum(entries => entries.Count) >= MaxEntries && Find(space, key) is null)
            {
                return $"there are {MaxEntries} config items, delete some first";
            }

            Save_NeedsLock(_current.SetItem(space, (_current.GetValueOrDefault(space) ?? None).SetItem(key, value)));
            return null;
        }
    }

    /// <summary>Without effect for an unknown key. An emptied namespace stays, as RocketMQ's does.</summary>
    /// <exception cref="IOException">The disk refuses; nothing changed.</exception>
    public void Delete(string space, string key)
    {
        lock (_lock)
        {
            if (_current.TryGetValue(space, out var entries) && entries.ContainsKey(key))
            {
                Save_NeedsLock(_current.SetItem(space, entries.Remove(key)));
            }
        }
    }

    private static string? FindFault(ReadOnlyMemory<byte> content, out KvConfigTableBody? body)
    {
        body = null;
        try
        {
            body = BodyJson.Read<KvConfigTableBody>(content.Span, 0);
            return null;
        }
        catch (CommandFieldException exception)
        {
            return exception.Message;
        }
    }

    private void Save_NeedsLock(ImmutableDictionary<string, ImmutableDictionary<string, string>> changed)
    {
        _file?.Write(BodyJson.WriteFile(new KvConfigTableBody
        {
            ConfigTable = changed.ToDictionary(space => space.Key, space => (IReadOnlyDictionary<string, string>)space.Value),
        }).Span);
        _current = changed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was read from its backup: {Reason}")]
    private partial void LogFromBackup(string path, string? reason);
}
