using System.Collections.Frozen;
using Engine.Protocol.Codes;

namespace Engine.Client.Producing;

/// <summary>
/// Which failed sends are worth another attempt, and what is said when all failed. Pure. Mirrors the retry loop of
/// DefaultMQProducerImpl#sendDefaultImpl, DefaultMQProducer#retryResponseCodes and MQClientAPIImpl#onExceptionImpl.
/// </summary>
internal static class SendRetryRule
{
    private const int NoBuyerId = 204;
    private const int NotInCurrentUnit = 205;

    /// <summary>The broker's codes that RocketMQ's producers retry unless told otherwise.</summary>
    public static readonly IReadOnlySet<int> DefaultCodes = new[]
    {
        ResponseCode.TopicNotExist, ResponseCode.ServiceNotAvailable, ResponseCode.SystemError, ResponseCode.NoPermission,
        NoBuyerId, NotInCurrentUnit,
    }.ToFrozenSet();

    /// <summary>True when another attempt, best at another broker, may succeed.</summary>
    /// <param name="code">The failure's code.</param>
    /// <param name="brokerCodes">Codes of a broker that are retried.</param>
    public static bool IsRetryable(int code, IReadOnlySet<int> brokerCodes) => ReachedNoBroker(code) || brokerCodes.Contains(code);

    /// <summary>True when no broker has answered: all that a send with a callback retries.</summary>
    public static bool ReachedNoBroker(int code) =>
        code is ClientErrorCode.ConnectBroker or ClientErrorCode.AccessBrokerTimeout or ClientErrorCode.BrokerNotExist;

    public static ClientException GaveUp(string topic, IReadOnlyList<string> brokers, TimeSpan spent, ClientException? last)
    {
        var sent = string.Join(", ", brokers);
        var message = string.Create(
            null,
            $"Send [{brokers.Count}] times, still failed, cost [{spent.TotalMilliseconds:0}] ms, topic: {topic}, brokers sent: [{sent}]");
        return last is null
            ? new ClientException(ClientErrorCode.AccessBrokerTimeout, message)
            : new ClientException(last.ResponseCode, $"{message}: {last.Message}", last);
    }
}
