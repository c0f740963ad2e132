namespace Dashboard.Api.Contracts;

/// <summary>
/// Changes of a topic; what is left out stays as each broker has it, brokers left out means those it is on. <c>queues</c> is both numbers
/// of queues that RocketMQ has, <c>writeQueues</c> that of the producers alone; <c>force</c> takes queues away though messages in them
/// were not read.
/// </summary>
internal sealed record UpdateTopicContract(
    int? Queues = null, int? Perm = null, IReadOnlyList<string>? Brokers = null, int? WriteQueues = null, bool? Force = null);
