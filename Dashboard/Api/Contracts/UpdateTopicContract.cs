namespace Dashboard.Api.Contracts;

/// <summary>Changes of a topic; what is left out stays as it is, brokers left out means those it is on.</summary>
internal sealed record UpdateTopicContract(int? Queues = null, int? Perm = null, IReadOnlyList<string>? Brokers = null);
