using System.Text.Json.Serialization;
using Engine.Admin.Statistics;

namespace Dashboard.Figures.Sampling;

/// <summary>One queue of a group as page, hub and REST show it. Null is unknown, never 0 or −1 (truth rule 1).</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Broker">Broker name.</param>
/// <param name="QueueId">Queue id on that broker.</param>
/// <param name="MinOffset">First offset still stored.</param>
/// <param name="BrokerOffset">Offset the next message will get.</param>
/// <param name="ConsumerOffset">Next offset the group reads as committed.</param>
/// <param name="Lag">Stored messages not yet consumed.</param>
/// <param name="InFlight">Messages handed to the owner and not yet committed; null without an owner or an offset.</param>
/// <param name="TimeLagMs">Age of the next unconsumed message in milliseconds; 0 when everything is consumed.</param>
/// <param name="LastConsumedAt">Store time of the message before the consumer offset.</param>
/// <param name="ProduceRate">Messages per second that arrive, over 10 s.</param>
/// <param name="ConsumeRate">Messages per second that are committed, over 10 s.</param>
/// <param name="EtaSeconds">Seconds until the lag is gone; null when it does not shrink or is too small for one.</param>
/// <param name="Owner">Client id that reads the queue.</param>
/// <param name="Verdict">fine, behind, stalled, stopped, wentBack, reset or unknown.</param>
/// <param name="Evidence">What the verdict rests on; null when unknown.</param>
/// <param name="SampledAt">When the offsets were read.</param>
public sealed record QueueRow(
    string Topic,
    string Broker,
    int QueueId,
    long MinOffset,
    long BrokerOffset,
    long? ConsumerOffset,
    long? Lag,
    long? InFlight,
    long? TimeLagMs,
    DateTimeOffset? LastConsumedAt,
    double? ProduceRate,
    double? ConsumeRate,
    double? EtaSeconds,
    string? Owner,
    string? Verdict,
    [property: JsonIgnore] VerdictEvidence? Evidence,
    DateTimeOffset SampledAt)
{
    /// <summary>When the group's offset was last reset here; null when the broker knows of none.</summary>
    [JsonIgnore]
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>The evidence in English sentences, as hub and REST say it.</summary>
    public string? VerdictText => Evidence?.Text;

    /// <summary>
    /// Whether the owner has pulled from the offset of the last reset on; null where the broker knows of no reset, or does not say.
    /// </summary>
    [JsonIgnore]
    public bool? IsPulledSinceReset { get; init; }
}
