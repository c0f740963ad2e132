namespace Engine.Broker.Pulling;

/// <summary>Bits of a pull's sysFlag. Mirrors PullSysFlag.</summary>
internal static class PullFlags
{
    /// <summary>The commit offset is valid.</summary>
    public const int Commit = 1;

    /// <summary>The broker may hold the request.</summary>
    public const int Suspend = 2;

    /// <summary>The subscription comes with the request.</summary>
    public const int Subscription = 4;

    public static bool Has(int sysFlag, int flag) => (sysFlag & flag) != 0;
}
