using Dashboard.Figures.History;

namespace Dashboard.Api.Contracts;

/// <summary>The history of a group, or of the queues asked for, in the finest resolution that reaches back so far.</summary>
internal sealed record HistoryContract(
    string Cluster,
    string Group,
    string? Topic,
    string? Broker,
    int? QueueId,
    DateTimeOffset From,
    DateTimeOffset To,
    int StepSeconds,
    IReadOnlyList<HistoryPointContract> Points,
    string? Problem)
{
    public static HistoryContract Of(
        string cluster, string group, (string? Topic, string? Broker, int? QueueId) scope, HistoryAnswer answer) => new(
        cluster,
        group,
        scope.Topic,
        scope.Broker,
        scope.QueueId,
        answer.From,
        answer.To,
        (int)answer.Step.TotalSeconds,
        [.. answer.Points.Select(HistoryPointContract.Of)],
        answer.Problem);
}
