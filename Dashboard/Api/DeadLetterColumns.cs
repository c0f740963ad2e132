using System.Text.Json;
using Dashboard.Exports;
using Engine.Admin.DeadLetters;

namespace Dashboard.Api;

/// <summary>The columns of an exported dead letter; properties are a JSON object as text.</summary>
internal static class DeadLetterColumns
{
    public static IReadOnlyList<ExportColumn<DeadLetter>> All { get; } =
    [
        new("topic", dead => dead.Queue.Topic),
        new("broker", dead => dead.Queue.BrokerName),
        new("queueId", dead => dead.Queue.QueueId),
        new("offset", dead => dead.Offset),
        new("messageId", dead => dead.MessageId),
        new("originalTopic", dead => dead.OriginalTopic),
        new("originalMessageId", dead => dead.OriginalMessageId),
        new("keys", dead => dead.Keys),
        new("tags", dead => dead.Tags),
        new("reconsumeTimes", dead => dead.ReconsumeTimes),
        new("retryLimit", dead => dead.RetryLimit),
        new("reason", dead => JsonNamingPolicy.CamelCase.ConvertName(dead.Reason.ToString())),
        new("reasonText", dead => dead.ReasonText),
        new("bornAt", dead => dead.BornAt),
        new("storedAt", dead => dead.StoredAt),
        new("bodyBytes", dead => dead.BodyBytes),
        new("body", dead => dead.BodyText),
        new("properties", dead => JsonSerializer.Serialize(dead.Properties)),
    ];
}
