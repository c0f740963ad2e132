using Dashboard.Changes.Resets;
using Engine.Admin.Messages;

namespace Dashboard.Api.Contracts;

/// <summary>
/// What a reset will do to one queue; delta below 0 replays, above 0 skips. The message at the target is told where it was asked for.
/// </summary>
internal sealed record ResetPlanRowContract(
    string Topic,
    string Broker,
    int QueueId,
    long? Now,
    long Target,
    long? Delta,
    long? LagAfter,
    string? Note,
    StoredMessage? Message)
{
    public static ResetPlanRowContract Of(ResetPlanRow row, StoredMessage? message) => new(
        row.Queue.Topic,
        row.Queue.BrokerName,
        row.Queue.QueueId,
        row.Now,
        row.Target,
        row.Delta,
        row.LagAfter,
        row.Note?.Text,
        message);
}
