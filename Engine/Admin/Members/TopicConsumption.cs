namespace Engine.Admin.Members;

/// <summary>
/// What a client consumed of one topic: averages and rates of the last minute (behaviour D8). Mirrors RocketMQ's ConsumeStatus.
/// </summary>
/// <param name="Topic">Topic name.</param>
/// <param name="PullRtMs">Mean time of a pull, ms.</param>
/// <param name="PullTps">Messages pulled a second.</param>
/// <param name="ConsumeRtMs">Mean time of a listener call, ms.</param>
/// <param name="ConsumeOkTps">Messages consumed a second.</param>
/// <param name="ConsumeFailedTps">Messages that failed a second.</param>
/// <param name="FailedInLastHour">Messages that failed in the last hour.</param>
public sealed record TopicConsumption(
    string Topic,
    double PullRtMs,
    double PullTps,
    double ConsumeRtMs,
    double ConsumeOkTps,
    double ConsumeFailedTps,
    long FailedInLastHour);
