using Microsoft.Extensions.Options;

namespace Dashboard.Configuration;

/// <summary>
/// Values that have the right type and are still wrong. Each message names the key, the value and the fix. The clusters' own are checked by
/// the engine.
/// </summary>
internal sealed class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var problems = Problems(options).ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ConsoleOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataFolder))
            yield return "Console:DataFolder: '' is no folder; write one, as ./data.";

        if (options.Resets.ConfirmAbove < 0)
        {
            yield return $"Console:Resets:ConfirmAbove: '{options.Resets.ConfirmAbove}' is below 0; "
                + "write a number of messages, as 100000, or 0 to ask for every skip.";
        }

        if (options.Live.Interval < LiveOptions.ShortestInterval || options.Live.Interval > LiveOptions.LongestInterval)
        {
            yield return $"Console:Live:Interval: '{options.Live.Interval:c}' is outside of 00:00:00.020 to 00:00:10; "
                + "write hh:mm:ss.fff, as 00:00:00.100.";
        }

        foreach (var problem in (string[])
            [
                .. ClusterProblems(options), .. MetricsProblems(options.Metrics), .. TelemetryProblems(options.OpenTelemetry),
                .. HistoryProblems(options.History),
            ])
            yield return problem;
    }

    /// <summary>Also where capitals differ: the two would look alike in an address.</summary>
    private static IEnumerable<string> ClusterProblems(ConsoleOptions options) =>
        from entry in options.Clusters.Index()
        where options.Embedded.Enabled && entry.Item.Name.Equals(options.Embedded.ClusterName, StringComparison.OrdinalIgnoreCase)
        select $"Console:Clusters:{entry.Index}:Name: '{entry.Item.Name}' is the name of the embedded cluster "
            + "(Console:Embedded:ClusterName); rename one, or switch the embedded one off with Console:Embedded:Enabled=false.";

    private static IEnumerable<string> MetricsProblems(MetricsOptions metrics)
    {
        if (metrics.MaxSeries is < 1 or > MetricsOptions.MostSeries)
        {
            yield return $"Console:Metrics:MaxSeries: '{metrics.MaxSeries}' is outside of 1 to {MetricsOptions.MostSeries}; "
                + "write how many series /metrics may have, as 50000.";
        }
    }

    private static IEnumerable<string> TelemetryProblems(OpenTelemetryOptions telemetry)
    {
        if (telemetry.Endpoint is { Length: > 0 } endpoint && OpenTelemetryOptions.Parse(endpoint) is null)
        {
            yield return $"Console:OpenTelemetry:Endpoint: '{endpoint}' is not an address; "
                + "write that of a collector, as http://127.0.0.1:4317, or nothing.";
        }

        if (!OpenTelemetryOptions.Protocols.Contains(telemetry.Protocol, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Console:OpenTelemetry:Protocol: '{telemetry.Protocol}' is not a protocol; "
                + $"there is {string.Join(" and ", OpenTelemetryOptions.Protocols)}.";
        }
    }

    private static IEnumerable<string> HistoryProblems(HistoryOptions history)
    {
        if (history.RetentionDays is < 1 or > HistoryOptions.LongestRetentionDays)
        {
            yield return $"Console:History:RetentionDays: '{history.RetentionDays}' is outside of 1 to "
                + $"{HistoryOptions.LongestRetentionDays}; write days, as 7.";
        }

        if (history.MaxBytes < HistoryOptions.SmallestBytes)
        {
            yield return $"Console:History:MaxBytes: '{history.MaxBytes}' is below {HistoryOptions.SmallestBytes}; "
                + "write bytes, as 536870912.";
        }

        if (history.MaxSeries is < HistoryOptions.FewestSeries or > HistoryOptions.MostSeries)
        {
            yield return $"Console:History:MaxSeries: '{history.MaxSeries}' is outside of {HistoryOptions.FewestSeries} to "
                + $"{HistoryOptions.MostSeries}; write a number of series, as 20000.";
        }
    }
}
