using Dashboard.Changes.Resets;

namespace Dashboard.Api.Contracts;

/// <summary>What a reset will do to one queue; delta below 0 replays, above 0 skips.</summary>
internal sealed record ResetPlanRowContract(
    string Topic,
    string Broker,
    int QueueId,
    long? Now,
    long Target,
    long? Delta,
    long? LagAfter,
    string? Note)
{
    public static ResetPlanRowContract Of(ResetPlanRow row) => new(
        row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, row.Now, row.Target, row.Delta, row.LagAfter, row.Note);
}
