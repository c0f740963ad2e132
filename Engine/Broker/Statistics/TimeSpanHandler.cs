using System.Globalization;
using Engine.Broker.Offsets;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;
using Engine.Store;

namespace Engine.Broker.Statistics;

/// <summary>QUERY_CONSUME_TIME_SPAN (303). Mirrors AdminBrokerProcessor#queryConsumeTimeSpan.</summary>
internal sealed class TimeSpanHandler(
    string brokerName, TopicTable topics, ConsumerOffsetTable offsets, MessageStore store, TimeProvider timeProvider) : IRequestHandler
{
    private const long Unknown = -1;

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<ConsumeTimeSpanHeader>();
        return ValueTask.FromResult(Answer.Now(topics.Find(header.Topic) is { } topic
            ? RemotingCommand.Success(body: new ConsumeTimeSpanBody
            {
                ConsumeTimeSpanSet = [.. Enumerable.Range(0, topic.WriteQueueNums).Select(queueId => Span(header, queueId))],
            })
            : RemotingCommand.Answer(ResponseCode.TopicNotExist, $"topic[{header.Topic}] not exist")));
    }

    private QueueTimeSpan Span(ConsumeTimeSpanHeader header, int queueId)
    {
        var (min, max) = store.GetBounds(header.Topic, queueId);
        var first = TimeOf(header.Topic, queueId, min, max);
        var last = TimeOf(header.Topic, queueId, max - 1, max);
        var offset = offsets.Find(header.Group, header.Topic, queueId) ?? 0;
        var consumed = offset > 0 ? TimeOf(header.Topic, queueId, offset - 1, max) : first;
        var next = TimeOf(header.Topic, queueId, Math.Max(offset, min), max);
        return new QueueTimeSpan
        {
            MessageQueue = new MessageQueue(header.Topic, brokerName, queueId),
            MinTimeStamp = first,
            MaxTimeStamp = last,
            ConsumeTimeStamp = consumed,
            DelayTime = next == Unknown ? 0 : Math.Max(0, timeProvider.GetUtcNow().ToUnixTimeMilliseconds() - next),
            MinTimeStampStr = Text(first),
            MaxTimeStampStr = Text(last),
            ConsumeTimeStampStr = Text(consumed),
        };
    }

    private long TimeOf(string topic, int queueId, long offset, long max) =>
        offset >= 0 && offset < max ? store.GetStoreTime(topic, queueId, offset) : Unknown;

    private static string Text(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd#HH:mm:ss:fff", CultureInfo.InvariantCulture);
}
