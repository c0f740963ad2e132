using Engine.Protocol.Bodies;

namespace Engine.Broker.Replication;

/// <summary>How a slave's tables stand to its master's.</summary>
internal interface ISlaveTableStatus
{
    /// <summary>One entry a table.</summary>
    IReadOnlyList<HaTableStatus> Read();
}
