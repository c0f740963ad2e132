using System.ComponentModel.DataAnnotations;

namespace Dashboard.Api.Contracts;

/// <summary>A topic to create; queues are per broker.</summary>
internal sealed record CreateTopicContract(
    [property: Required] string? Name = null,
    int? Queues = null,
    int? Perm = null,
    IReadOnlyList<string>? Brokers = null);
