namespace Engine.Admin.Groups;

/// <summary>Configuration of a consumer group, the same on every broker. Mirrors RocketMQ's SubscriptionGroupConfig.</summary>
/// <param name="Name">1 to 120 of the characters %, |, letters, digits, _ and -.</param>
/// <param name="Enabled">False refuses every pull of the group with NO_PERMISSION.</param>
/// <param name="BroadcastEnabled">False refuses pulls of broadcasting members.</param>
/// <param name="RetryQueues">Queues of its retry topic per broker, 0 to 64; 0 switches retries off.</param>
/// <param name="RetryMaxTimes">Redeliveries before a message goes to the dead letters, 0 to 1000.</param>
/// <param name="NotifyMembers">True tells the other members at once when one comes or goes.</param>
/// <param name="FromMinEnabled">RocketMQ's consumeFromMinEnable, which brokers keep and do not use.</param>
/// <param name="BrokerId">Broker id that members are sent to, 0 to 1000; 0 is the master, which brokers of this engine always name.</param>
/// <param name="SlowBrokerId">The same for members that read what is no longer in memory, 0 to 1000.</param>
public sealed record GroupSettings(
    string Name,
    bool Enabled = true,
    bool BroadcastEnabled = true,
    int RetryQueues = 1,
    int RetryMaxTimes = 16,
    bool NotifyMembers = true,
    bool FromMinEnabled = true,
    long BrokerId = 0,
    long SlowBrokerId = 1);
