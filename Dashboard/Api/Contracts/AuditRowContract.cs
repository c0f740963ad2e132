using Dashboard.Changes.Audit;

namespace Dashboard.Api.Contracts;

/// <summary>The effect of a change on one queue; the group is told where the entry is about several.</summary>
internal sealed record AuditRowContract(
    string Topic, string Broker, int QueueId, string? Group, long? Before, long? After, string? Error)
{
    public static AuditRowContract Of(AuditRow row) =>
        new(row.Topic, row.Broker, row.QueueId, row.Group, row.Before, row.After, row.Error);
}
