using Engine.Protocol;
using Engine.Remoting.Connections;

namespace Engine.Remoting.Inbound;

/// <summary>A request and the connection that it came on.</summary>
internal readonly record struct InboundRequest(RemotingCommand Command, IConnection Connection);
