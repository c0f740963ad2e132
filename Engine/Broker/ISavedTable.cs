using Engine.Protocol.Bodies;

namespace Engine.Broker;

/// <summary>A table that changes too often to be saved with every change.</summary>
internal interface ISavedTable
{
    /// <summary>Grows with every change.</summary>
    long Version { get; }

    /// <summary>The table as it is saved; a copy.</summary>
    ICommandBody ToBody();
}
