using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Admin.Resending;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Messages;

/// <summary>Reads single messages by queue and offset, 16 at once; one deadline holds for all, one that fails stops no other.</summary>
internal sealed class MessageReader(ClusterCalls calls, ClusterDirectory directory)
{
    private const int MostPlaces = 200;
    private const int AtOnce = 16;
    private const int MostCharacters = 200;

    private readonly QueueMessages _messages = new(calls);

    /// <summary>A result per place, in their order.</summary>
    public async Task<IReadOnlyList<MessageAtPlace>> ReadAsync(IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken)
    {
        if (places.Count > MostPlaces)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, string.Create(
                CultureInfo.InvariantCulture, $"At most {MostPlaces} messages are read at once, not {places.Count}."));
        }

        var deadline = calls.StartDeadline();
        var readers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var brokers = readers.ToDictionary(reader => reader.Name, StringComparer.Ordinal);
        var results = new MessageAtPlace[places.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, places.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) => results[index] = await ReadOneAsync(brokers, places[index], deadline, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return results;
    }

    private async Task<MessageAtPlace> ReadOneAsync(
        Dictionary<string, BrokerEndpoint> brokers, StoredPlace place, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!brokers.TryGetValue(place.Queue.BrokerName, out var broker))
        {
            return new MessageAtPlace(place, null, $"neither a master nor a slave of {place.Queue.BrokerName} is online");
        }

        try
        {
            var found = await _messages.FindAsync(broker, place.Queue, place.Offset, deadline, cancellationToken).ConfigureAwait(false);
            return new MessageAtPlace(place, found is null ? null : Of(found), null);
        }
        catch (Exception exception) when (exception is AdminException or CommandFieldException)
        {
            return new MessageAtPlace(place, null, exception.Message);
        }
    }

    private static StoredMessage Of(MessageExt stored)
    {
        var message = BodyCompression.Open(stored);
        return new StoredMessage(
            message.MessageId,
            message.Keys,
            message.Tags,
            DateTimeOffset.FromUnixTimeMilliseconds(message.StoreTimestamp),
            message.Body.Length,
            message.BodyFault is null ? BodyText.Of(message.Body.Span, MostCharacters) : null);
    }
}
