using System.Collections.Immutable;
using Engine.Protocol.Bodies;

namespace Engine.Broker;

/// <summary>One state of a table of named configurations.</summary>
internal sealed record ConfigSnapshot<T>(ImmutableDictionary<string, T> Entries, DataVersion Version)
    where T : class
{
    public static ConfigSnapshot<T> Empty(DataVersion version) =>
        new(ImmutableDictionary.Create<string, T>(StringComparer.Ordinal), version);

    /// <summary>The next state: its version counts one up and carries the time of the change.</summary>
    public ConfigSnapshot<T> With(ImmutableDictionary<string, T> entries, DateTimeOffset now) =>
        new(entries, new DataVersion { Counter = Version.Counter + 1, Timestamp = now.ToUnixTimeMilliseconds() });
}
