namespace Engine.Remoting.Outbound;

/// <summary>The request was sent and no answer came within the time.</summary>
internal sealed class RemotingTimeoutException(string address, int code, TimeSpan timeout)
    : RemotingException(address, $"request {code} to {address} timed out after {timeout.TotalMilliseconds:0} ms", null);
