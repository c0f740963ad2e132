namespace Engine.Admin.Clusters;

/// <summary>
/// What a broker counted over its last minute. Mirrors RocketMQ's BrokerStatsData of TOPIC_PUT_SIZE, GROUP_GET_SIZE and SNDBCK_PUT_NUMS.
/// </summary>
/// <param name="Key">Whose it is.</param>
/// <param name="BytesPerSecond">Bytes stored, or pulled, a second; null while the broker counted none, or did not answer.</param>
/// <param name="SentBack">Messages that the group sent back; null as above, and for what producers store.</param>
public sealed record TrafficFigures(TrafficKey Key, double? BytesPerSecond, double? SentBack);
