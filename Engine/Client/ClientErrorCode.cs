namespace Engine.Client;

/// <summary>Failures that a client finds itself, beside the brokers' response codes. Mirrors RocketMQ's ClientErrorCode.</summary>
internal static class ClientErrorCode
{
    public const int ConnectBroker = 10001;
    public const int AccessBrokerTimeout = 10002;
    public const int BrokerNotExist = 10003;
    public const int NoNameServer = 10004;
    public const int NotFoundTopic = 10005;
    public const int RequestTimeout = 10006;
    public const int IllegalMessage = 10007;
}
