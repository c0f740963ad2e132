using Dashboard.Figures.Sampling;

namespace Dashboard.Api.Contracts;

/// <summary>One consumer group in a list: members is how many, lag the sum over queues with an offset, null when none has one.</summary>
internal sealed record GroupContract(
    string Name,
    string State,
    string Reason,
    int Members,
    IReadOnlyList<string> Topics,
    long? Lag,
    int LagUnknownQueues,
    double? ProduceRate,
    double? ConsumeRate,
    string Mode,
    string? Type,
    long? InFlight,
    long? TimeLagMs,
    double? EtaSeconds,
    string? Verdict,
    string? VerdictText,
    DateTimeOffset SampledAt)
{
    public static GroupContract Of(GroupRow row) => new(
        row.Name, row.State, row.Reason, row.Members, row.Topics, row.Lag, row.LagUnknownQueues,
        Rates.Round(row.ProduceRate), Rates.Round(row.ConsumeRate), row.Mode, row.Type, row.InFlight, row.TimeLagMs, row.EtaSeconds,
        row.Verdict, row.VerdictText, row.SampledAt);
}
