namespace Engine.Client.Consuming;

/// <summary>Ways in which a consumer can die without a clean stop.</summary>
public enum ConsumerAbort
{
    /// <summary>The channels close; nothing is unregistered and no last offset is reported.</summary>
    CloseChannel,

    /// <summary>The channels stay open; heartbeats, pulls, consumption and reports stop.</summary>
    Silent,
}
