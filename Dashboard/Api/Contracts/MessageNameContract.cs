using System.ComponentModel.DataAnnotations;
using Dashboard.Api.Problems;
using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>One stored message by its place.</summary>
internal sealed record MessageNameContract(
    [property: Required] string? Topic = null,
    [property: Required] string? Broker = null,
    [property: Required] int? QueueId = null,
    [property: Required] long? Offset = null)
{
    public static MessageNameContract Of(StoredPlace place) =>
        new(place.Queue.Topic, place.Queue.BrokerName, place.Queue.QueueId, place.Offset);

    /// <summary>The place; <paramref name="path"/> is where it stands in the body.</summary>
    public StoredPlace ToPlace(string path)
    {
        var queue = new QueueNameContract(Topic, Broker, QueueId).ToQueue(path);
        var offset = Offset ?? throw new InvalidBodyException(
            $"{path}.offset", $"'{path}.offset' is missing; a message is named by topic, broker, queueId and offset");
        return new StoredPlace(queue, offset);
    }
}
