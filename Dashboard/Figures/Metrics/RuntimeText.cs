using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Admin.Clusters;

namespace Dashboard.Figures.Metrics;

/// <summary>Takes apart what a broker's runtime information has as text for people. Pure; what does not fit is unknown.</summary>
internal static partial class RuntimeText
{
    private const string Units = "KMGTPE";

    /// <summary>The steps of putMessageDistributeTime in their order, as the exporter's names spell them.</summary>
    internal static readonly IReadOnlyList<string> PutTimeSteps =
    [
        "0ms", "0to10ms", "10to50ms", "50to100ms", "100to200ms", "200to500ms", "500to1s", "1to2s", "2to3s", "3to4s", "4to5s", "5to10s",
        "10stomore",
    ];

    /// <summary>Puts in one step, of "[&lt;=0ms]:5 [0~10ms]:3 …".</summary>
    internal static double? PutTimes(BrokerRuntime broker, int step) =>
        broker.Text("putMessageDistributeTime") is { } text
        && StepCount().Matches(text) is { } counts && counts.Count == PutTimeSteps.Count
            ? double.Parse(counts[step].Groups[1].Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Bytes behind a word of "Total : 4.0 GiB, Free : 1.0 GiB.".</summary>
    internal static double? DiskBytes(BrokerRuntime broker, string word) =>
        broker.Text("commitLogDirCapacity")?.Split(',').Select(part => part.Trim().TrimEnd('.'))
            .FirstOrDefault(part => part.StartsWith(word, StringComparison.Ordinal)) is { } found
            ? Bytes(found[(found.IndexOf(':') + 1)..])
            : null;

    /// <summary>Bytes of "12 B", "4.0 KiB".</summary>
    internal static double? Bytes(string? text)
    {
        if (text is null || Size().Match(text.Trim()) is not { Success: true } size)
            return null;

        var power = size.Groups[2] is { Success: true } unit ? Units.IndexOf(unit.Value[0]) + 1 : 0;
        return double.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture) * Math.Pow(1024, power);
    }

    [GeneratedRegex(@"\]:([0-9]+)")]
    private static partial Regex StepCount();

    [GeneratedRegex(@"^([0-9]+(?:\.[0-9]+)?) (?:([KMGTPE])i)?B$")]
    private static partial Regex Size();
}
