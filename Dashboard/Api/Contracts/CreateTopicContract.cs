namespace Dashboard.Api.Contracts;

/// <summary>A topic to create; queues are per broker.</summary>
internal sealed record CreateTopicContract(string Name, int? Queues = null, int? Perm = null, IReadOnlyList<string>? Brokers = null);
