using Engine.Broker.Registration;
using Engine.Broker.Topics;
using Engine.Protocol.Bodies;

namespace Engine.Broker.Settings;

/// <summary>Changes the settings of a running broker: all of a request or none, saved before they hold.</summary>
internal sealed class BrokerSettingsWriter(
    BrokerSettings settings, TableFile file, TopicTable topics, NameServerRegistration registration, TimeProvider timeProvider)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, string> _changed = new(StringComparer.Ordinal);
    private DataVersion _version = new();

    /// <summary>How often they were changed since the start, and when last.</summary>
    public DataVersion Version => Volatile.Read(ref _version);

    /// <summary>Takes what was changed in an earlier life; a value that is none any more is left out.</summary>
    public void Load()
    {
        foreach (var (key, value) in file.Load<KeyValueBody>()?.Table ?? new Dictionary<string, string>())
        {
            if (BrokerSettings.Check(key, value) is null)
            {
                _changed[key] = value;
                settings.Set(key, value);
            }
        }
    }

    /// <summary>Sets all of them; the values must have been checked.</summary>
    /// <exception cref="IOException">The disk refuses; nothing changed.</exception>
    public async Task PutAsync(IReadOnlyDictionary<string, string> wanted, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var merged = new Dictionary<string, string>(_changed, StringComparer.Ordinal);
            foreach (var (key, value) in wanted)
            {
                merged[key] = value;
            }

            await file.SaveAsync(() => new KeyValueBody { Table = merged }, CancellationToken.None).ConfigureAwait(false);
            Apply(wanted);
        }
        finally
        {
            _turn.Release();
        }

        if (wanted.ContainsKey(BrokerSettings.PermissionKey))
        {
            // Else the name servers would take the topics for those that they know.
            topics.NextVersion();
            await registration.RegisterAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Apply(IReadOnlyDictionary<string, string> wanted)
    {
        foreach (var (key, value) in wanted)
        {
            _changed[key] = value;
            settings.Set(key, value);
        }

        Volatile.Write(
            ref _version,
            new DataVersion { Counter = Version.Counter + 1, Timestamp = timeProvider.GetUtcNow().ToUnixTimeMilliseconds() });
    }
}
