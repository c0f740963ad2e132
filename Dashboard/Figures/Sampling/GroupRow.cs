using System.Text.Json.Serialization;
using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>One group with its totals as page, hub and REST show it. Null is unknown.</summary>
/// <param name="Name">Group name.</param>
/// <param name="State">offline, rebalancing, consuming, stuck or disabled.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Members">Online members.</param>
/// <param name="Topics">Topics it reads or has offsets on, retry topic last.</param>
/// <param name="Lag">Sum of the known lags.</param>
/// <param name="LagUnknownQueues">Queues whose lag is not in the sum.</param>
/// <param name="ProduceRate">Messages per second that arrive on its queues.</param>
/// <param name="ConsumeRate">Messages per second that it commits.</param>
/// <param name="Mode">clustering or broadcasting.</param>
/// <param name="Type">push or pull; null while offline.</param>
/// <param name="InFlight">Messages that members have and that are not committed.</param>
/// <param name="TimeLagMs">Age of the oldest message that waits, in milliseconds; 0 when none does.</param>
/// <param name="EtaSeconds">Seconds until its worst queue is drained; null when one does not drain.</param>
/// <param name="Verdict">The worst of its queues'; null without a queue.</param>
/// <param name="Evidence">The queue behind it, with what its verdict rests on; null when nothing is wrong.</param>
/// <param name="SampledAt">When the offsets were read.</param>
public sealed record GroupRow(
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
    [property: JsonIgnore] QueueEvidence? Evidence,
    DateTimeOffset SampledAt)
{
    /// <summary>The state with what it rests on, of which pages make the reason in their language; null leaves it in English.</summary>
    [JsonIgnore]
    public GroupStateEvidence? StateEvidence { get; init; }

    /// <summary>The queue behind the verdict with its English sentences, as hub and REST say it; null when nothing is wrong.</summary>
    public string? VerdictText => Evidence?.Text;
}
