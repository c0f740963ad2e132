using Dashboard.Exports;
using Dashboard.Figures.Sampling;

namespace Dashboard.Api.Queues;

/// <summary>The columns of a queue row, in the order that scripts rely on.</summary>
internal static class QueueColumns
{
    public static IReadOnlyList<ExportColumn<QueueRow>> OfRow { get; } =
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
        new("produceRate", row => Rates.Round(row.ProduceRate)),
        new("consumeRate", row => Rates.Round(row.ConsumeRate)),
        new("etaSeconds", row => row.EtaSeconds),
        new("owner", row => row.Owner),
        new("verdict", row => row.Verdict),
        new("sampledAt", row => row.SampledAt),
    ];

    /// <summary>What only JSON carries beside the columns.</summary>
    public static ExportColumn<QueueRow> VerdictText { get; } = new("verdictText", row => row.VerdictText);

    public static IReadOnlyList<ExportColumn<QueueExportRow>> OfGroupRow { get; } = WithGroup(OfRow);

    public static IReadOnlyList<ExportColumn<QueueExportRow>> WithGroup(IReadOnlyList<ExportColumn<QueueRow>> columns) =>
        [
            new("group", row => row.Group),
            .. columns.Select(column => new ExportColumn<QueueExportRow>(column.Name, row => column.Value(row.Row))),
        ];
}
