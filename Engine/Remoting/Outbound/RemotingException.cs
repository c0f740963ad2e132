namespace Engine.Remoting.Outbound;

/// <summary>A request got no answer. Mirrors RocketMQ's RemotingException.</summary>
internal abstract class RemotingException(string address, string message, Exception? inner)
    : Exception(message, inner)
{
    /// <summary>"ip:port" of the peer.</summary>
    public string Address { get; } = address;
}
