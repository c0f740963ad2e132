namespace Engine.Admin.Statistics;

/// <summary>What a verdict rests on; which values of <see cref="VerdictEvidence"/> go with it.</summary>
public enum VerdictKind
{
    /// <summary>Nothing waits.</summary>
    AllConsumed,

    /// <summary>Few messages wait, and not for long.</summary>
    FewLeft,

    /// <summary>Nothing waited at some moment of the last minute.</summary>
    RecentlyConsumed,

    /// <summary>The lag does not grow, or shrinks.</summary>
    KeepsPace,

    /// <summary>Each client keeps the offsets of a broadcasting group.</summary>
    KeptByClients,

    /// <summary>The group never committed an offset.</summary>
    NoOffset,

    /// <summary>The consumer offset (From) is beyond the broker offset (To).</summary>
    BeyondEnd,

    /// <summary>The offset was reset Length ago; Lag.</summary>
    Reset,

    /// <summary>The offset went back From one To another, Length ago; Lag.</summary>
    WentBack,

    /// <summary>The broker Name has the group switched off; Lag, Oldest.</summary>
    SwitchedOff,

    /// <summary>The group has no member; Lag, Oldest.</summary>
    NoMember,

    /// <summary>No member subscribes the topic Name; Lag, Oldest.</summary>
    NotSubscribed,

    /// <summary>The offset of QueueId stands still since Length; Lag, Owner, PulledAgo, InFlight.</summary>
    NoProgress,

    /// <summary>The lag grew From To within Length.</summary>
    Growing,

    /// <summary>The lag was From and is To, Length later.</summary>
    NotShrinking,

    /// <summary>Watched for Length: too short to tell.</summary>
    TooFewSamples,

    /// <summary>Watched for Length, without progress.</summary>
    NotMovedYet,
}
