using Dashboard.Exports;
using Engine.Admin.Browsing;

namespace Dashboard.Api.Contracts;

/// <summary>
/// A stored message; the first four fields name it. body is Base64, of a list at most 16 KiB (bodyCut says so); text is the same as text
/// when all of it is UTF-8, else null. bodyBytes is the size of the whole body as it was sent, storeBytes that of the record.
/// </summary>
internal sealed record MessageContract(
    string Topic,
    string Broker,
    int QueueId,
    long Offset,
    string MessageId,
    string OffsetMessageId,
    string? Keys,
    string? Tags,
    DateTimeOffset BornAt,
    DateTimeOffset StoredAt,
    string BornHost,
    string StoreHost,
    int ReconsumeTimes,
    int StoreBytes,
    long PhysicalOffset,
    int BodyBytes,
    bool BodyCut,
    string? BodyFault,
    string Body,
    string? Text,
    IReadOnlyDictionary<string, string> Properties)
{
    public static MessageContract Of(BrowsedMessage browsed)
    {
        var message = browsed.Message;
        return new(
            message.Topic, message.BrokerName!, message.QueueId, message.QueueOffset, message.MessageId, message.OffsetMessageId,
            message.Keys, message.Tags, browsed.BornAt, browsed.StoredAt, message.BornHost.ToString(), message.StoreHost.ToString(),
            message.ReconsumeTimes, message.StoreSize, message.PhysicalOffset, browsed.BodyBytes, browsed.IsBodyCut, message.BodyFault,
            Convert.ToBase64String(message.Body.Span), BodyText.Of(message.Body.Span, browsed.IsBodyCut), message.Properties);
    }
}
