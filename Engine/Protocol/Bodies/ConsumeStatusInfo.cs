using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>
/// What a client consumed of one topic, in a <see cref="ConsumerRunningInfoBody"/>: averages in ms and rates a second over the last minute.
/// Mirrors RocketMQ's ConsumeStatus.
/// </summary>
internal sealed record ConsumeStatusInfo
{
    [JsonPropertyName("pullRT")]
    public double PullRt { get; init; }

    [JsonPropertyName("pullTPS")]
    public double PullTps { get; init; }

    [JsonPropertyName("consumeRT")]
    public double ConsumeRt { get; init; }

    [JsonPropertyName("consumeOKTPS")]
    public double ConsumeOkTps { get; init; }

    [JsonPropertyName("consumeFailedTPS")]
    public double ConsumeFailedTps { get; init; }

    /// <summary>Of the last hour.</summary>
    public long ConsumeFailedMsgs { get; init; }
}
