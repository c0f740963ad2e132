using Dashboard.Changes.Resets;

namespace Dashboard.Api.Contracts;

/// <summary>What a reset did to one queue; after is what the broker's table held when it answered.</summary>
internal sealed record ResetResultRowContract(
    string Topic,
    string Broker,
    int QueueId,
    long? Before,
    long? After,
    string? Error,
    string? Note)
{
    public static ResetResultRowContract Of(ResetOutcomeRow row) => new(
        row.Queue.Topic, row.Queue.BrokerName, row.Queue.QueueId, row.Before, row.After, row.Error, row.Note?.Text);
}
