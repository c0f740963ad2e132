using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>A client behind a connection, as its last heartbeat told. Mirrors ClientChannelInfo.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Connection">What identifies it.</param>
/// <param name="Language">Its language.</param>
/// <param name="Version">Its version ordinal.</param>
/// <param name="SeenAt">Timestamp of the clock at the last heartbeat.</param>
internal sealed record ClientChannel(string ClientId, IConnection Connection, LanguageCode Language, int Version, long SeenAt)
{
    /// <summary>The language under RocketMQ's name.</summary>
    public string LanguageName => Language == LanguageCode.NodeJs ? "NODE_JS" : Language.ToString().ToUpperInvariant();

    public ConnectionData ToConnectionData() => new()
    {
        ClientId = ClientId,
        ClientAddr = Connection.RemoteAddress,
        Language = LanguageName,
        Version = Version,
    };

    public GroupMember ToGroupMember(TimeProvider timeProvider) => new()
    {
        ClientId = ClientId,
        Address = Connection.RemoteAddress,
        Language = LanguageName,
        Version = Version,
        LastHeartbeatAt = HeartbeatAt(timeProvider),
    };

    public ProducerInfo ToProducerInfo(TimeProvider timeProvider) => new()
    {
        ClientId = ClientId,
        RemoteIp = Connection.RemoteAddress,
        Language = LanguageName,
        Version = Version,
        LastUpdateTimestamp = HeartbeatAt(timeProvider),
    };

    private long HeartbeatAt(TimeProvider timeProvider) =>
        (timeProvider.GetUtcNow() - timeProvider.GetElapsedTime(SeenAt)).ToUnixTimeMilliseconds();
}
