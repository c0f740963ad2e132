using System.Globalization;
using Dashboard.Changes.Audit;
using Dashboard.Exports;

namespace Dashboard.Api.Audit;

/// <summary>The audit as CSV: a line per queue that a change touched, one for a change that touched none.</summary>
internal static class AuditColumns
{
    public static IReadOnlyList<ExportColumn<AuditLine>> All { get; } =
    [
        new("id", line => line.Record.Id.ToString(CultureInfo.InvariantCulture)),
        new("at", line => line.Record.At),
        new("actor", line => line.Record.Actor),
        new("channel", line => line.Record.Channel),
        new("cluster", line => line.Record.Cluster),
        new("action", line => line.Record.Action),
        new("subject", line => line.Record.Subject),
        new("reason", line => line.Record.Reason),
        new("outcome", line => line.Record.Outcome),
        new("detail", line => line.Record.Detail),
        new("group", line => line.Row?.Group),
        new("topic", line => line.Row?.Topic),
        new("broker", line => line.Row?.Broker),
        new("queueId", line => line.Row?.QueueId),
        new("before", line => line.Row?.Before),
        new("after", line => line.Row?.After),
        new("error", line => line.Row?.Error),
    ];

    public static async IAsyncEnumerable<AuditLine> LinesAsync(IAsyncEnumerable<AuditRecord> records)
    {
        await foreach (var record in records)
        {
            foreach (var row in record.Rows.Count == 0 ? [null] : record.Rows.Cast<AuditRow?>())
            {
                yield return new AuditLine(record, row);
            }
        }
    }
}
