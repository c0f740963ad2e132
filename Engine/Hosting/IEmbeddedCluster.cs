using Engine.Admin;
using Engine.Admin.Clusters;
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

    /// <summary>
    /// True after every node has started and until the cluster stops. Nodes that an operator stops alone leave it as it is.
    /// </summary>
    bool IsReady { get; }

    /// <summary>
    /// The name server, then the brokers in their order, each with its slaves behind it, and each with what it does now. A slave is named
    /// as its broker with its id, as "broker-a-1".
    /// </summary>
    IReadOnlyList<NodeView> Nodes { get; }

    /// <summary>Stops, starts or kills one node while the others run; completes when it is done.</summary>
    /// <param name="node">Name or address of the node, as in <see cref="Nodes"/>; a broker before a name server of the same name.</param>
    /// <param name="action">What to do.</param>
    /// <param name="cancellationToken">Ends the wait for another change of the node; what has begun goes to its end.</param>
    /// <exception cref="AdminException">
    /// There is no such node, its state does not allow it, the cluster does not run, or the node does not start.
    /// </exception>
    Task ChangeNodeAsync(string node, NodeAction action, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a broker one slave more, up to 9, with the lowest free id, and starts it; it follows its master from then on. It is there
    /// until the cluster stops; its folder stays.
    /// </summary>
    /// <param name="broker">Broker name.</param>
    /// <param name="cancellationToken">Ends the start of the slave, which is not there then.</param>
    /// <returns>The slave's node.</returns>
    /// <exception cref="AdminException">
    /// There is no such broker, it has all the slaves that it may have, the cluster does not run, or the slave does not start.
    /// </exception>
    Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken);

    /// <summary>
    /// Brokers that take no messages now, by name of the node, each with the reason in a sentence: the folder, how full its disk is, what
    /// to do. RocketMQ's not-writeable bits of RunningFlags.
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
