using System.Security.Cryptography;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Protocol.Messages;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging;

namespace Engine.Client;

/// <summary>
/// What every client of one cluster is made with. Only the transport tells an embedded cluster from a remote one; ids and unique keys are
/// shared by all clients of the process.
/// </summary>
internal sealed record ClientContext
{
    public required ITransport Transport { get; init; }

    /// <summary>Addresses "ip:port" of the name servers, the only thing a client knows of a cluster.</summary>
    public required IReadOnlyList<string> NameServers { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required ClientIdSource ClientIds { get; init; }

    public required UniqueKeyGenerator UniqueKeys { get; init; }

    /// <summary>A number from 0 to the argument, less one; called by many threads.</summary>
    public Func<int, int> Random { get; init; } = RandomNumberGenerator.GetInt32;

    /// <summary>Where broadcasting consumers keep their offsets that name no folder; null means the user's home.</summary>
    public string? LocalOffsetsFolder { get; init; }

    /// <summary>Hooks of every consumer, before its own.</summary>
    public IReadOnlyList<IConsumerHook> ConsumerHooks { get; init; } = [];

    /// <summary>Hooks of every producer, before its own.</summary>
    public IReadOnlyList<ISendHook> SendHooks { get; init; } = [];
}
