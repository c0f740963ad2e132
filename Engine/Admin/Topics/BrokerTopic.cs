using Engine.Admin.Clusters;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Topics;

/// <summary>What a topic is to be on one broker.</summary>
internal sealed record BrokerTopic(BrokerEndpoint Broker, int ReadQueues, int WriteQueues, int Perm, int SysFlag = 0)
{
    public bool IsShownBy(QueueData queues) => queues.BrokerName == Broker.Name
        && queues.ReadQueueNums == ReadQueues && queues.WriteQueueNums == WriteQueues && queues.Perm == Perm;
}
