using Engine.Admin.Clusters;

namespace Engine.Hosting;

/// <summary>Where a broker, or one of its slaves, is.</summary>
/// <param name="Broker">Broker name, which a master and its slaves share.</param>
/// <param name="Id">0 = master, 1 to 9 = slave.</param>
/// <param name="Address">"ip:port" where it listens, also in this process.</param>
/// <param name="HaAddress">"ip:port" where the master of that name serves slaves, also in this process.</param>
internal sealed record EmbeddedBrokerAddress(string Broker, int Id, string Address, string HaAddress)
{
    public bool IsSlave => Id > 0;

    /// <summary>Name of the node and of its folder.</summary>
    public string Node => NodeName(Broker, Id);

    /// <summary>A master is named as its broker, a slave has its id behind that.</summary>
    public static string NodeName(string broker, int id) => BrokerEndpoint.NodeOf(broker, id);
}
