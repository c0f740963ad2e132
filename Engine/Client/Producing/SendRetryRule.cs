using Engine.Protocol.Codes;

namespace Engine.Client.Producing;

/// <summary>
/// Which failed sends are worth another attempt, and what is said when all failed. Pure. Mirrors the retry loop of
/// DefaultMQProducerImpl#sendDefaultImpl and DefaultMQProducer#retryResponseCodes.
/// </summary>
internal static class SendRetryRule
{
    private const int NoBuyerId = 204;
    private const int NotInCurrentUnit = 205;

    /// <summary>True when another attempt, best at another broker, may succeed.</summary>
    public static bool IsRetryable(int code) => code is
        ResponseCode.TopicNotExist or ResponseCode.ServiceNotAvailable or ResponseCode.SystemError or ResponseCode.NoPermission
        or NoBuyerId or NotInCurrentUnit
        or ClientErrorCode.ConnectBroker or ClientErrorCode.AccessBrokerTimeout or ClientErrorCode.BrokerNotExist;

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
