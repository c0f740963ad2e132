using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Messages;

/// <summary>
/// QUERY_MESSAGE (12): the messages of a topic with a key or a unique id, in the order of the log. VIEW_MESSAGE_BY_ID (33): the message at
/// a log offset. Mirrors QueryMessageProcessor.
/// </summary>
/// <remarks>
/// A query waits until the key index has reached the log's end, so that a message is found as soon as it is acknowledged. When that takes
/// longer than the limit (the index is built anew, or its disk refuses) it takes what is there; finding nothing then proves nothing and is
/// a failure, not an empty answer.
/// </remarks>
internal sealed class QueryMessageHandler(MessageStore store, TimeSpan indexWait, TimeProvider timeProvider) : IRequestHandler
{
    // defaultQueryMaxNum: takes the place of maxNum in queries by unique id.
    private const int MostByUniqueId = 32;

    private const string NothingFound = "can not find message, maybe time range not correct";

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) => Answer.Now(
        request.Command.Code == RequestCode.ViewMessageById
            ? View(request.Command.ReadHeader<ViewMessageHeader>())
            : await QueryAsync(request.Command.ReadHeader<QueryMessageHeader>(), cancellationToken).ConfigureAwait(false));

    private RemotingCommand View(ViewMessageHeader header) => store.ReadRecord(header.Offset) is { } record
        ? RemotingCommand.Success() with { Body = record }
        : Refusals.SystemError($"can not find message by the offset, {header.Offset}");

    private async ValueTask<RemotingCommand> QueryAsync(QueryMessageHeader header, CancellationToken cancellationToken)
    {
        var isComplete = await IsIndexCompleteAsync(cancellationToken).ConfigureAwait(false);
        var found = store.Query(new KeyQuery
        {
            Topic = header.Topic,
            Key = header.Key,
            OnlyUniqueId = header.IsUniqueId,
            MaxMessages = header.IsUniqueId ? MostByUniqueId : header.MaxNum,
            BeginTime = header.BeginTimestamp,
            EndTime = header.EndTimestamp,
        });
        var (time, offset) = store.LastIndexed;
        var index = new QueryMessageResponseHeader { IndexLastUpdateTimestamp = time, IndexLastUpdatePhyoffset = offset };
        if (found.Count > 0)
        {
            return RemotingCommand.Success(index) with { Body = Join(found) };
        }

        return isComplete
            ? RemotingCommand.Answer(ResponseCode.QueryNotFound, NothingFound) with { Header = index }
            : Refusals.SystemError(
                $"nothing found so far: the key index is {store.DispatchBehindBytes} bytes behind the log, try again later");
    }

    private async ValueTask<bool> IsIndexCompleteAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(indexWait, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await store.WaitUntilDispatchedAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // The store gives the newest first.
    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var body = GC.AllocateUninitializedArray<byte>(records.Sum(record => record.Length));
        var end = body.Length;
        foreach (var record in records)
        {
            end -= record.Length;
            record.CopyTo(body.AsMemory(end));
        }

        return body;
    }
}
