namespace Engine.Broker.Offsets;

/// <summary>What was lowered of one group on one topic, by queue id.</summary>
internal sealed record LoweredOffsets(string Group, string Topic, IReadOnlyList<LoweredOffset> Queues);
