namespace Engine.Admin.Groups;

/// <summary>The highest values that a group's configuration may have; the lowest is 0.</summary>
public static class GroupSettingsLimits
{
    /// <summary>Queues of the retry topic per broker.</summary>
    public const int RetryQueues = 64;

    /// <summary>Redeliveries of a message.</summary>
    public const int RetryMaxTimes = 1000;

    /// <summary>Broker ids; more slaves than that no broker has.</summary>
    public const int BrokerId = 1000;
}
