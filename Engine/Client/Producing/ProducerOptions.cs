using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>Settings of a producer, with RocketMQ's defaults. Mirrors DefaultMQProducer.</summary>
public sealed record ProducerOptions
{
    /// <summary>Producer group, 1 to 255 of the characters %, |, letters, digits, _ and -.</summary>
    public required string Group { get; init; }

    /// <summary>Distinguishes clients of one process; <value>null</value> makes a unique one.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Budget of one send, all attempts together. <value>3 s</value></summary>
    public TimeSpan SendMsgTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Further attempts after a failed one, from 0. <value>2</value></summary>
    public int RetryTimesWhenSendFailed { get; init; } = 2;

    /// <summary>
    /// Further attempts of a send with a callback and of a request after one that reached no broker, from 0. <value>2</value>
    /// </summary>
    public int RetryTimesWhenSendAsyncFailed { get; init; } = 2;

    /// <summary>
    /// Response codes of a broker after which another attempt is made, unless the send has a callback or a queue of its own.
    /// <value>17, 14, 1, 16, 204, 205</value>
    /// </summary>
    public IReadOnlySet<int> RetryResponseCodes { get; init; } = SendRetryRule.DefaultCodes;

    /// <summary>
    /// Whether a stored message whose flush or replica was not confirmed is sent again to another broker; it is then there twice.
    /// <value>false</value>
    /// </summary>
    public bool RetryAnotherBrokerWhenNotStoreOk { get; init; }

    /// <summary>Queues per broker of a topic that is made automatically, limited by the broker's template. <value>4</value></summary>
    public int DefaultTopicQueueNums { get; init; } = 4;

    /// <summary>Largest body in bytes, before compression; the brokers have a limit of their own. <value>4 MiB</value></summary>
    public int MaxMessageSize { get; init; } = MessageLimits.MaxBodyBytes;

    /// <summary>
    /// What the records of one batch may take when messages are split into batches, in bytes; never more than <see cref="MaxMessageSize"/>.
    /// <value>4 MiB</value>
    /// </summary>
    public int MaxBatchSize { get; init; } = MessageLimits.MaxBodyBytes;

    /// <summary>Bodies of at least so many bytes are compressed; those of batches never are. <value>4096</value></summary>
    public int CompressMsgBodyOverHowmuch { get; init; } = 4096;

    /// <summary>Level of zlib, 0 (not at all) to 9 (best). <value>5</value></summary>
    public int CompressLevel { get; init; } = 5;

    /// <summary>Whether slow and failing brokers are avoided for a while. <value>false</value></summary>
    public bool SendLatencyFaultEnable { get; init; }

    /// <summary>For how long a broker is avoided after which latency, ascending by latency. <value>the table of 4.9</value></summary>
    public IReadOnlyList<LatencyFaultLevel> LatencyFaultLevels { get; init; } = LatencyFaultLevel.Defaults;

    /// <summary>Sends with a callback that may be under way; more are refused with code 2. <value>50000</value></summary>
    public int MaxAsyncSends { get; init; } = 50_000;

    /// <summary>Requests that may wait for their reply; more are refused with code 2. <value>10000</value></summary>
    public int MaxPendingRequests { get; init; } = 10_000;

    /// <summary>
    /// How long a stop waits for callbacks and answers to brokers that run; RocketMQ does not wait at all. <value>5 s</value>
    /// </summary>
    public TimeSpan AwaitTerminationWhenShutdown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Look on at every attempt to send.</summary>
    public IReadOnlyList<ISendHook> Hooks { get; init; } = [];
}
