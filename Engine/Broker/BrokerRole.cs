namespace Engine.Broker;

/// <summary>What a broker is for the others of its name. Mirrors BrokerRole.</summary>
internal enum BrokerRole
{
    /// <summary>Takes messages and answers without waiting for a slave.</summary>
    AsyncMaster,

    /// <summary>Takes messages and answers when a slave has them.</summary>
    SyncMaster,

    /// <summary>Follows its master's log and tables; takes nothing from clients.</summary>
    Slave,
}
