namespace Engine.Broker.Replication;

/// <summary>When a slave looks at its master's tables.</summary>
/// <param name="Broker">The slave's name, for logs.</param>
/// <param name="FirstDelay">From the start to the first look.</param>
/// <param name="Period">Between two looks.</param>
/// <param name="TimeProvider">The clock.</param>
internal sealed record SlaveClock(string Broker, TimeSpan FirstDelay, TimeSpan Period, TimeProvider TimeProvider)
{
    public static SlaveClock Of(BrokerOptions options, TimeProvider timeProvider) =>
        new(options.BrokerName, options.SlaveSyncFirstDelay, options.SlaveSyncPeriod, timeProvider);
}
