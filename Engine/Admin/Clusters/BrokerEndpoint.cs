using System.Globalization;

namespace Engine.Admin.Clusters;

/// <summary>The master of a broker name, or one of its slaves, and where it listens.</summary>
internal readonly record struct BrokerEndpoint(string Name, string Address, long Id = 0)
{
    public bool IsSlave => Id > 0;

    /// <summary>A master is called as its broker, a slave has its id behind that.</summary>
    public string Node => NodeOf(Name, Id);

    public override string ToString() => $"{Node} ({Address})";

    public static string NodeOf(string broker, long id) =>
        id == 0 ? broker : string.Create(CultureInfo.InvariantCulture, $"{broker}-{id}");
}
