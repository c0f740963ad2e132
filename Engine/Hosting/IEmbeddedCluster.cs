using Engine.Admin;
using Engine.Client.Consuming;
using Engine.Client.Consuming.Lite;
using Engine.Client.Producing;

namespace Engine.Hosting;

/// <summary>A RocketMQ-compatible cluster that runs in this process: one name server and its brokers.</summary>
public interface IEmbeddedCluster
{
    /// <summary>Cluster name in figures and URLs.</summary>
    string Name { get; }

    /// <summary>Addresses of the name servers, "ip:port".</summary>
    IReadOnlyList<string> NameServers { get; }

    /// <summary>True after every node has started and until the first one stops.</summary>
    bool IsReady { get; }

    /// <summary>
    /// Brokers that take no messages now, by name, each with the reason in a sentence: the folder, how full its disk is, what to do.
    /// RocketMQ's not-writeable bits of RunningFlags.
    /// </summary>
    IReadOnlyDictionary<string, string> WriteStops { get; }

    /// <summary>What an operator does, on this cluster.</summary>
    IClusterAdmin Admin { get; }

    /// <summary>A producer that reaches this cluster; start it, and dispose it when done.</summary>
    Producer CreateProducer(ProducerOptions options);

    /// <summary>A producer whose messages depend on local transactions; start it, and dispose it when done.</summary>
    TransactionProducer CreateTransactionProducer(TransactionProducerOptions options, ITransactionListener listener);

    /// <summary>A consumer whose application polls and may commit itself; start it, and stop or dispose it when done.</summary>
    LitePullConsumer CreateLitePullConsumer(LitePullConsumerOptions options);

    /// <summary>A push consumer that reaches this cluster; start it, and stop or dispose it when done.</summary>
    PushConsumer CreatePushConsumer(PushConsumerOptions options, IMessageListener listener);

    /// <summary>
    /// A push consumer that keeps the order of each queue and reaches this cluster; start it, and stop or dispose it when done.
    /// </summary>
    PushConsumer CreatePushConsumer(PushConsumerOptions options, IOrderlyMessageListener listener);
}
