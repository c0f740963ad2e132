namespace Engine.Remoting.Outbound;

/// <summary>The request could not be sent, or the connection closed before its answer came.</summary>
internal sealed class RemotingSendException(string address, int code, string reason, Exception? inner = null)
    : RemotingException(address, $"send of request {code} to {address} failed: {reason}", inner);
