namespace Engine.Benchmarks.Soaking;

/// <summary>How a member came to hold a queue no longer.</summary>
internal enum HoldingEnd
{
    /// <summary>It still holds it.</summary>
    None,

    /// <summary>A rebalance gave the queue to another one.</summary>
    Lost,

    /// <summary>The member was stopped cleanly.</summary>
    Stopped,

    /// <summary>The member was aborted before it had given the queue up.</summary>
    Aborted,
}
