using Engine.Admin.Groups;

namespace Engine.Admin.Statistics;

/// <summary>A group's state and why it is so.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">One plain sentence with a full stop.</param>
public readonly record struct GroupStateReason(GroupState State, string Reason);
