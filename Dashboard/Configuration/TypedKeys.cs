using System.Globalization;

namespace Dashboard.Configuration;

/// <summary>Keys whose value is not a text, and what is wrong with a value of the wrong type. <c>#</c> stands for any index.</summary>
internal static class TypedKeys
{
    private static readonly (string Key, Func<string, bool> Fits, string Wanted)[] Table =
    [
        ("Console:Live:Interval", IsTimeSpan, "is not a time span; write hh:mm:ss.fff, as 00:00:00.100"),
        ("Console:Resets:ConfirmAbove", IsLong, "is not a whole number of messages; write one, as 100000"),
        ("Console:Metrics:PerQueue", IsSwitch, "is neither true nor false"),
        ("Console:Metrics:MaxSeries", IsWhole, "is not a whole number of series; write one, as 50000"),
        ("Console:History:RetentionDays", IsWhole, "is not a whole number of days"),
        ("Console:History:MaxBytes", IsLong, "is not a whole number of bytes"),
        ("Console:History:MaxSeries", IsWhole, "is not a whole number"),
        ("Console:Clusters:#:ReadOnly", IsSwitch, "is neither true nor false"),
        ("Console:Clusters:#:Tls", IsSwitch, "is neither true nor false"),
        ("Console:Clusters:#:TlsAnyCertificate", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:Enabled", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:AllowAnonymous", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:Acl:Enabled", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:Acl:Accounts:#:Admin", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:NameServerPort", IsWhole, "is not a whole number; write a port, 0 for any free one or -1 for none"),
        ("Console:Embedded:Brokers:#:Port", IsWhole, "is not a whole number; write a port, 0 for any free one or -1 for none"),
        ("Console:Embedded:Brokers:#:Slaves", IsWhole, "is not a whole number; write 0"),
        ("Console:Embedded:Brokers:#:Enabled", IsSwitch, "is neither true nor false"),
        ("Console:Embedded:Store:SegmentBytes", IsWhole, "is not a whole number of bytes up to 2147483647"),
        ("Console:Embedded:Store:ConsumeQueueFileBytes", IsWhole, "is not a whole number of bytes up to 2147483647"),
        ("Console:Embedded:Store:IndexSlots", IsWhole, "is not a whole number up to 2147483647"),
        ("Console:Embedded:Store:IndexItems", IsWhole, "is not a whole number up to 2147483647"),
        ("Console:Embedded:Store:RetentionHours", IsWhole, "is not a whole number of hours; 0 keeps everything"),
        ("Console:Embedded:Store:RetentionBytes", IsLong, "is not a whole number of bytes; 0 sets no limit"),
    ];

    internal static IEnumerable<string> Problems(IConfiguration configuration) =>
        from row in Table
        from section in Sections(configuration, row.Key)
        where section.Value is { } value && !row.Fits(value)
        select $"{section.Path}: '{section.Value}' {row.Wanted}.";

    /// <summary>The sections a pattern stands for, in the order of the configuration.</summary>
    internal static IEnumerable<IConfigurationSection> Sections(IConfiguration configuration, string pattern)
    {
        if (pattern.Split(":#:", 2) is not [var list, var rest])
            return [configuration.GetSection(pattern)];

        return configuration.GetSection(list).GetChildren().Select(entry => entry.GetSection(rest));
    }

    private static bool IsWhole(string value) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static bool IsLong(string value) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static bool IsSwitch(string value) => bool.TryParse(value, out _);

    private static bool IsTimeSpan(string value) => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _);
}
