namespace Engine.Client;

/// <summary>
/// A request of a client failed. <see cref="ResponseCode"/> is the broker's code, or one of RocketMQ's client codes: 10001 connect,
/// 10002 time-out, 10003 broker not known, 10005 no route of the topic, 10006 no reply in time, 10007 illegal message. Mirrors
/// MQClientException and MQBrokerException.
/// </summary>
public sealed class ClientException(int responseCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>RocketMQ's code of the failure.</summary>
    public int ResponseCode { get; } = responseCode;
}
