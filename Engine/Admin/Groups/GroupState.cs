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

    /// <summary>Members have messages in hand, and no queue moved within the last minute.</summary>
    Stuck,

    /// <summary>The group is switched off on the brokers.</summary>
    Disabled,
}
