namespace Engine.Client.Consuming;

/// <summary>
/// How fast a consumer pulls and consumes one topic. Rates and times are those of the last minute, sampled every 10 s; zero before the
/// first sample. Mirrors RocketMQ's ConsumeStatus.
/// </summary>
public sealed record ConsumptionRates
{
    /// <summary>Average time of a pull that found messages, the time it was held included.</summary>
    public TimeSpan PullTime { get; init; }

    /// <summary>Messages pulled a second.</summary>
    public double PullRate { get; init; }

    /// <summary>Average time of a listener call; of the last hour when there was none in the last minute.</summary>
    public TimeSpan ConsumeTime { get; init; }

    /// <summary>Messages consumed a second.</summary>
    public double ConsumeOkRate { get; init; }

    /// <summary>Messages failed a second.</summary>
    public double ConsumeFailedRate { get; init; }

    /// <summary>Messages failed in the last hour, sampled every ten minutes.</summary>
    public long ConsumeFailedInLastHour { get; init; }
}
