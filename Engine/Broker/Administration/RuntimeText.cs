using System.Globalization;

namespace Engine.Broker.Administration;

/// <summary>How RocketMQ writes sizes and durations for people; tools take them apart again. Pure.</summary>
internal static class RuntimeText
{
    private const long Unit = 1024;
    private const string Prefixes = "KMGTPE";

    /// <summary>"12 B", "4.0 KiB". Mirrors MixAll#humanReadableByteCount.</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < Unit)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        var (value, prefix) = ((double)bytes / Unit, 0);
        while (value >= Unit && prefix < Prefixes.Length - 1)
        {
            value /= Unit;
            prefix++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {Prefixes[prefix]}iB");
    }

    /// <summary>"[ 1 days, 2 hours, 3 minutes, 4 seconds ]". Mirrors StoreStatsService#getFormatRuntime.</summary>
    public static string Duration(TimeSpan time) =>
        string.Create(
            CultureInfo.InvariantCulture, $"[ {time.Days} days, {time.Hours} hours, {time.Minutes} minutes, {time.Seconds} seconds ]");
}
