namespace Engine.Remoting.Outbound;

/// <summary>No connection to the address could be made; nothing was sent.</summary>
internal sealed class RemotingConnectException(string address, string reason, Exception? inner = null)
    : RemotingException(address, $"connect to {address} failed: {reason}", inner)
{
    /// <summary>Why, without the address.</summary>
    public string Reason => reason;
}
