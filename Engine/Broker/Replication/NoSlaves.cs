namespace Engine.Broker.Replication;

/// <summary>A broker that nobody follows.</summary>
internal sealed class NoSlaves : ICaughtUpSlaves
{
    public bool Any => false;
}
