namespace Engine.Broker.Replication;

/// <summary>What a master knows of the slaves that follow it.</summary>
internal interface ICaughtUpSlaves
{
    /// <summary>Whether one is connected that has had everything: consumers may be sent to it (G4).</summary>
    bool Any { get; }
}
