using Engine.Client.Consuming.Pulling;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>What came of applying a new assignment.</summary>
/// <param name="Any">False when nothing could be changed yet: queues that are still busy here or locked elsewhere.</param>
/// <param name="Gained">The pull requests of the queues gained.</param>
internal readonly record struct AssignmentChange(bool Any, IReadOnlyList<PullRequest> Gained);
