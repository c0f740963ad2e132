using Engine.NameServer.Routes;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;

namespace Engine.Tests.NameServer;

/// <summary>Registrations as brokers send them.</summary>
internal static class Registrations
{
    internal const string Cluster = "embedded";

    internal static TopicConfigTableBody Topics(long version, params (string Topic, int Queues)[] topics) => new()
    {
        DataVersion = new DataVersion { Counter = version, Timestamp = 1 },
        TopicConfigTable = topics.ToDictionary(
            topic => topic.Topic,
            topic => new TopicConfig { TopicName = topic.Topic, ReadQueueNums = topic.Queues, WriteQueueNums = topic.Queues }),
    };

    internal static BrokerRegistration Of(
        string name,
        string address,
        IConnection connection,
        TopicConfigTableBody topics,
        long id = 0,
        string cluster = Cluster) => new()
        {
            Cluster = cluster,
            BrokerName = name,
            BrokerId = id,
            Address = address,
            HaAddress = address + "9",
            Topics = topics,
            Connection = connection,
        };

    internal static RegisterBrokerHeader Header(string name, string address, long id = 0) => new()
    {
        BrokerName = name,
        BrokerAddress = address,
        ClusterName = Cluster,
        BrokerId = id,
        HaServerAddress = address + "9",
    };
}
