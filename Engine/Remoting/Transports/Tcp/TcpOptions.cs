using System.Net.Security;
using Engine.Remoting.Codec;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>Limits of TCP connections. Mirrors NettyServerConfig and NettyClientConfig where they have such a setting.</summary>
internal sealed record TcpOptions
{
    /// <summary>Without a byte in either direction for so long, a connection is closed (serverChannelMaxIdleTimeSeconds).</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Most connections of one listener; one more is closed at once.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Bytes of frames whose requests are in hand: with more, no further one is read from the connection.</summary>
    public long InHandBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// Bytes that may wait to be written: with more in answers, nothing is read from the connection; with more in requests, callers wait.
    /// </summary>
    public long WaitingBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes that wait to be written at which the connection is closed: its peer does not read.</summary>
    public long OverflowBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Longest time for what is in hand and unwritten when a connection is closed.</summary>
    public TimeSpan CloseTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest time from the first byte to the end of a TLS handshake.</summary>
    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How the headers of this side's requests are written; an answer's is that of the request.</summary>
    public HeaderFormat RequestFormat { get; init; } = HeaderFormat.Json;

    /// <summary>
    /// Takes TLS on listeners; null = plain only. A connection that does not begin with a handshake stays plain, as in RocketMQ's
    /// permissive mode, unless <see cref="RequireTls"/>.
    /// </summary>
    public SslServerAuthenticationOptions? ServerTls { get; init; }

    /// <summary>Refuses plain connections on listeners with TLS (tls.server.mode enforcing).</summary>
    public bool RequireTls { get; init; }

    /// <summary>Makes connections of this side with TLS (tls.enable); null = plain.</summary>
    public SslClientAuthenticationOptions? ClientTls { get; init; }
}
