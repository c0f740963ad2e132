namespace Engine.Client.Producing;

/// <summary>Settings of a transactional producer, with RocketMQ's defaults. Mirrors TransactionMQProducer.</summary>
public sealed record TransactionProducerOptions
{
    /// <summary>How it sends.</summary>
    public required ProducerOptions Sending { get; init; }

    /// <summary>
    /// Topics that it sends to, so that their brokers can ask it about transactions of its earlier life before it sends. Not needed where
    /// topics are made automatically. <value>none</value>
    /// </summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Checks of brokers answered at a time, 1 to 1000. <value>1</value></summary>
    public int CheckConcurrency { get; init; } = 1;

    /// <summary>Checks that may wait, 1 to 65535; more are refused, and the broker asks again. <value>2000</value></summary>
    public int CheckRequestHoldMax { get; init; } = 2000;
}
