using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>Consumer offsets and queue bounds: 14, 15, 29, 30, 31. Mirrors the offset requests of MQClientAPIImpl.</summary>
internal sealed class BrokerOffsetApi(ApiCaller caller)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>A group's offset of a queue (14); null when the broker has none.</summary>
    public async Task<long?> QueryAsync(string address, QueryConsumerOffsetHeader header, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.QueryConsumerOffset, header);
        var answer = await caller.CallAsync(address, request, Timeout, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => ApiCaller.Read(address, request.Code, answer, ReadOffset),
            ResponseCode.QueryNotFound => null,
            _ => throw ApiCaller.Refused(address, request.Code, answer),
        };
    }

    /// <summary>Commits an offset (15) and waits for the answer.</summary>
    public Task UpdateAsync(string address, UpdateConsumerOffsetHeader header, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.UpdateConsumerOffset, header), Timeout, cancellationToken);

    /// <summary>Commits an offset (15) without an answer, as consumers report.</summary>
    public Task UpdateOneWayAsync(string address, UpdateConsumerOffsetHeader header, CancellationToken cancellationToken) =>
        caller.SendOneWayAsync(address, RemotingCommand.Request(RequestCode.UpdateConsumerOffset, header), Timeout, cancellationToken);

    /// <summary>The offset that the next message of a queue will get (30).</summary>
    public Task<long> GetMaxAsync(string address, MessageQueue queue, CancellationToken cancellationToken) =>
        ReadAsync(address, RemotingCommand.Request(RequestCode.GetMaxOffset, Of(queue)), cancellationToken);

    /// <summary>The offset of the oldest message of a queue (31).</summary>
    public Task<long> GetMinAsync(string address, MessageQueue queue, CancellationToken cancellationToken) =>
        ReadAsync(address, RemotingCommand.Request(RequestCode.GetMinOffset, Of(queue)), cancellationToken);

    /// <summary>The offset that belongs to a time (29), as the broker understands it.</summary>
    public Task<long> SearchAsync(string address, MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var header = new SearchOffsetHeader
        {
            Topic = queue.Topic,
            QueueId = queue.QueueId,
            Timestamp = time.ToUnixTimeMilliseconds(),
            BrokerName = queue.BrokerName,
        };
        return ReadAsync(address, RemotingCommand.Request(RequestCode.SearchOffsetByTimestamp, header), cancellationToken);
    }

    private static QueueHeader Of(MessageQueue queue) =>
        new() { Topic = queue.Topic, QueueId = queue.QueueId, BrokerName = queue.BrokerName };

    private static long ReadOffset(RemotingCommand answer) => answer.ReadHeader<OffsetResponseHeader>().Offset;

    private Task<long> ReadAsync(string address, RemotingCommand request, CancellationToken cancellationToken) =>
        caller.ReadAsync(address, request, Timeout, ReadOffset, cancellationToken);
}
