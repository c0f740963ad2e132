namespace Engine.Admin.Groups;

/// <summary>State of a consumer group.</summary>
public enum GroupState
{
    /// <summary>No members.</summary>
    Offline,

    /// <summary>A queue has no owner and members changed less than 20 s ago.</summary>
    Rebalancing,

    /// <summary>Members are there and pulling.</summary>
    Consuming,

    /// <summary>Members are there and a queue with lag makes no progress.</summary>
    Stuck,

    /// <summary>The group is switched off on the brokers.</summary>
    Disabled,
}
