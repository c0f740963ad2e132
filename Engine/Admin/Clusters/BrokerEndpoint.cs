namespace Engine.Admin.Clusters;

/// <summary>The master of a broker name and where it listens.</summary>
internal readonly record struct BrokerEndpoint(string Name, string Address)
{
    public override string ToString() => $"{Name} ({Address})";
}
