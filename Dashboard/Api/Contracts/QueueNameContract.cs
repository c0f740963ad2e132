using System.ComponentModel.DataAnnotations;
using Dashboard.Api.Problems;
using Engine.Protocol;

namespace Dashboard.Api.Contracts;

/// <summary>One queue by name.</summary>
internal sealed record QueueNameContract(
    [property: Required] string? Topic = null,
    [property: Required] string? Broker = null,
    [property: Required] int? QueueId = null)
{
    /// <summary>The queue; <paramref name="path"/> is where it stands in the body.</summary>
    public MessageQueue ToQueue(string path) => new(
        Topic ?? throw Missing(path, "topic"),
        Broker ?? throw Missing(path, "broker"),
        QueueId ?? throw Missing(path, "queueId"));

    private static InvalidBodyException Missing(string path, string field) =>
        new($"{path}.{field}", $"'{path}.{field}' is missing; a queue is named by topic, broker and queueId");
}
