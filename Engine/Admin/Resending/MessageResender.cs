using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Resending;

/// <summary>
/// Sends stored messages to one group again: a copy of each goes to the group's retry topic on the broker where it lies, 16 at once. One
/// that fails stops no other; one deadline holds for all.
/// </summary>
internal sealed class MessageResender(ClusterCalls calls, ClusterDirectory directory, ProgressReader progress)
{
    private const int AtOnce = 16;

    private readonly QueueMessages _messages = new(calls);
    private readonly GroupPresence _presence = new(progress);

    /// <summary>A result per message, in their order.</summary>
    public async Task<IReadOnlyList<ResendResult>> ResendAsync(
        string group, IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken)
    {
        ResendRule.Require(group, places);
        var deadline = calls.StartDeadline();
        var known = await _presence
            .RequireAsync(group, $"Resending to {group}", deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false);
        RequireReadsRetries(group, known);
        var masters = await directory.ReadMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var brokers = masters.ToDictionary(master => master.Name, StringComparer.Ordinal);
        var results = new ResendResult[places.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, places.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) => results[index] = await ResendOneAsync(index, token).ConfigureAwait(false)).ConfigureAwait(false);
        return results;

        async Task<ResendResult> ResendOneAsync(int index, CancellationToken token) =>
            brokers.TryGetValue(places[index].Queue.BrokerName, out var broker)
                ? await CopyAsync(group, broker, places[index], deadline, token).ConfigureAwait(false)
                : new ResendResult(places[index], null, null, $"no master of {places[index].Queue.BrokerName} is online");
    }

    /// <summary>A broadcasting consumer does not read the retry topic: nobody would get the copy.</summary>
    private static void RequireReadsRetries(string group, IEnumerable<BrokerOutcome<QueueProgressBody>> outcomes)
    {
        var parts = outcomes.SelectMany(outcome => outcome.Value?.Groups ?? []);
        if (parts.Any(part => part.Group == group && part.Members.Count > 0 && part.MessageModel == MessageModel.Broadcasting))
        {
            throw new AdminException(
                AdminErrorKind.Conflict, $"Group {group} consumes by broadcasting and reads no retries; nothing was resent.");
        }
    }

    private async Task<ResendResult> CopyAsync(
        string group, BrokerEndpoint broker, StoredPlace place, Deadline deadline, CancellationToken cancellationToken)
    {
        string? messageId = null;
        try
        {
            var message = await _messages
                .FindAsync(broker, place.Queue, place.Offset, deadline, cancellationToken)
                .ConfigureAwait(false);
            if (message is null)
            {
                return new ResendResult(place, null, null, $"no message is stored at offset {place.Offset} of {place.Queue}");
            }

            messageId = message.MessageId;
            var copy = await SendAsync(group, broker, message, deadline, cancellationToken).ConfigureAwait(false);
            return new ResendResult(place, messageId, copy, null);
        }
        catch (Exception exception) when (exception is AdminException or CommandFieldException)
        {
            return new ResendResult(place, messageId, null, exception.Message);
        }
    }

    private async Task<StoredPlace> SendAsync(
        string group, BrokerEndpoint broker, MessageExt message, Deadline deadline, CancellationToken cancellationToken)
    {
        var header = ResentMessage.HeaderOf(group, message);
        var request = RemotingCommand.Request(RequestCode.SendMessageV2, header) with { Body = message.Body };
        var answer = await calls.AskAsync(broker, request, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        if (answer.Code is not (ResponseCode.Success or ResponseCode.FlushDiskTimeout or ResponseCode.FlushSlaveTimeout
            or ResponseCode.SlaveNotAvailable))
        {
            throw ClusterCalls.Refusal(broker, answer, $"the copy for {group}");
        }

        var stored = answer.ReadHeader<SendMessageResponseHeader>();
        return new StoredPlace(new MessageQueue(header.Topic, broker.Name, stored.QueueId), stored.QueueOffset);
    }
}
