using Dashboard.Exports;
using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Sharing;

/// <summary>The columns of a grid under the names of the API; unknown is empty.</summary>
internal static class ScreenColumns
{
    /// <summary>Of the queue grid, in the order that scripts rely on; what it draws as a line is left out.</summary>
    public static IReadOnlyList<ExportColumn<QueueRow>> Queues { get; } =
    [
        new("topic", row => row.Topic),
        new("broker", row => row.Broker),
        new("queueId", row => row.QueueId),
        new("minOffset", row => row.MinOffset),
        new("brokerOffset", row => row.BrokerOffset),
        new("consumerOffset", row => row.ConsumerOffset),
        new("lag", row => row.Lag),
        new("inFlight", row => row.InFlight),
        new("timeLagMs", row => row.TimeLagMs),
        new("lastConsumedAt", row => row.LastConsumedAt),
        new("produceRate", row => row.ProduceRate),
        new("consumeRate", row => row.ConsumeRate),
        new("etaSeconds", row => row.EtaSeconds),
        new("owner", row => row.Owner),
        new("verdict", row => row.Verdict),
        new("sampledAt", row => row.SampledAt),
    ];

    /// <summary>What only JSON carries beside those.</summary>
    public static ExportColumn<QueueRow> VerdictText { get; } = new("verdictText", row => row.VerdictText);

    /// <summary>Of the list of groups.</summary>
    public static IReadOnlyList<ExportColumn<GroupRow>> Groups { get; } =
    [
        new("name", row => row.Name),
        new("state", row => row.State),
        new("verdict", row => row.Verdict),
        new("lag", row => row.Lag),
        new("timeLagMs", row => row.TimeLagMs),
        new("produceRate", row => row.ProduceRate),
        new("consumeRate", row => row.ConsumeRate),
        new("etaSeconds", row => row.EtaSeconds),
        new("members", row => row.Members),
        new("topics", row => string.Join(' ', row.Topics)),
        new("sampledAt", row => row.SampledAt),
    ];
}
