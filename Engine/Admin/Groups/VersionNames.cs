using System.Globalization;

namespace Engine.Admin.Groups;

/// <summary>
/// Names of RocketMQ versions by their ordinal in MQVersion: from V4_0_0 (213) on every release has two, the snapshot before it, and
/// ten patch levels follow each minor version.
/// </summary>
internal static class VersionNames
{
    private const int FirstRegularSnapshot = 212;

    public static string Of(int ordinal)
    {
        if (ordinal < FirstRegularSnapshot)
        {
            return string.Create(CultureInfo.InvariantCulture, $"before V4_0_0 ({ordinal})");
        }

        var (release, isRelease) = int.DivRem(ordinal - FirstRegularSnapshot, 2);
        var name = string.Create(CultureInfo.InvariantCulture, $"V{4 + (release / 100)}_{release / 10 % 10}_{release % 10}");
        return isRelease == 1 ? name : name + "_SNAPSHOT";
    }
}
