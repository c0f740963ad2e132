using Engine.Remoting.Connections;

namespace Engine.Remoting.Outbound;

/// <summary>Hears of the connections of a client as they are made and as they end. Called on any thread, and must not wait.</summary>
internal interface IConnectionObserver
{
    /// <summary>The connection to an address is there; nothing has been sent by it yet.</summary>
    void Opened(string address, IConnection connection);

    /// <summary>A connection that was told of has closed, by whichever side.</summary>
    void Closed(string address, IConnection connection);
}
