using Dashboard.Figures.Sampling;
using Engine.Admin.Groups;
using Engine.Admin.Replication;

namespace Dashboard.Api.Contracts;

/// <summary>One consumer group with its members and totals; readFromSlaves names the brokers whose master is down.</summary>
internal sealed record GroupDetailContract(
    string Name,
    string State,
    string Reason,
    int MemberCount,
    IReadOnlyList<GroupMemberView> Members,
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
    GroupTotalsContract Totals,
    string Source,
    DateTimeOffset SampledAt,
    IReadOnlyList<SlaveReading> ReadFromSlaves)
{
    public static GroupDetailContract Of(GroupSnapshot snapshot)
    {
        var row = snapshot.Summary;
        return new GroupDetailContract(
            row.Name, row.State, row.Reason, snapshot.Members.Count, snapshot.Members, row.Topics, row.Lag, row.LagUnknownQueues,
            Rates.Round(row.ProduceRate), Rates.Round(row.ConsumeRate), row.Mode, row.Type, row.InFlight, row.TimeLagMs, row.EtaSeconds,
            row.Verdict, row.VerdictText,
            GroupTotalsContract.Of(snapshot), snapshot.Source, snapshot.SampledAt, snapshot.SlaveReadings);
    }
}
