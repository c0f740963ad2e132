using Engine.Admin.Groups;

namespace Engine.Admin.Statistics;

/// <summary>
/// A group's state with the values it rests on, of which pages and the API make words in their languages.
/// </summary>
/// <param name="State">The state; it says which values are of interest.</param>
public sealed record GroupStateEvidence(GroupState State)
{
    /// <summary>Broker names, separated by commas, on which consumption is switched off; null when it is on nowhere.</summary>
    public string? SwitchedOffOn { get; init; }

    /// <summary>Online members.</summary>
    public int Members { get; init; }

    /// <summary>Queues of topics that the members subscribe.</summary>
    public int Queues { get; init; }

    /// <summary>Queues that no member reads.</summary>
    public int Ownerless { get; init; }

    /// <summary>Queues whose topic the latest heartbeat does not subscribe.</summary>
    public int GivenUp { get; init; }

    /// <summary>Queues that make no progress.</summary>
    public int Stalled { get; init; }

    /// <summary>Messages that members have in hand; set while stuck.</summary>
    public long InFlight { get; init; }

    /// <summary>Whole seconds since the members changed, from 0; set while rebalancing.</summary>
    public int SinceChange { get; init; }

    /// <summary>Whether each member reads all queues.</summary>
    public bool IsBroadcasting { get; init; }

    /// <summary>One plain English sentence with a full stop, as the API says it.</summary>
    public string Text => GroupStateSentence.Of(this);
}
