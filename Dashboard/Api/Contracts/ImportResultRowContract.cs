using Dashboard.Changes.Imports;

namespace Dashboard.Api.Contracts;

/// <summary>What an import did to one queue of one group; after is what the broker's table held when it answered.</summary>
internal sealed record ImportResultRowContract(
    string Topic,
    string Group,
    string Broker,
    int QueueId,
    long? Before,
    long? After,
    string? Error,
    string? Note)
{
    public static ImportResultRowContract Of(ImportOutcomeRow row) => new(
        row.Queue.Topic, row.Group, row.Queue.BrokerName, row.Queue.QueueId, row.Before, row.After, row.Error, row.Note?.Text);
}
