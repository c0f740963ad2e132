namespace Dashboard.Figures.History;

/// <summary>The figures of a series in one slot. Null is unknown, never 0. Rates are whole hundredths of a message per second.</summary>
/// <param name="Lag">Stored messages not yet consumed; the highest of the slot.</param>
/// <param name="BrokerOffset">Offset the next message will get, at the slot's end; a sum for totals.</param>
/// <param name="ConsumerOffset">Next offset the group reads, at the slot's end; null for totals.</param>
/// <param name="ProduceHundredths">Messages that arrive per 100 s, the slot's mean.</param>
/// <param name="ConsumeHundredths">Messages that are committed per 100 s, the slot's mean.</param>
internal readonly record struct HistoryValues(
    long? Lag, long? BrokerOffset, long? ConsumerOffset, long? ProduceHundredths, long? ConsumeHundredths)
{
    internal const int Columns = 5;
    private const double Hundredths = 100;

    /// <summary>Messages per second that arrive.</summary>
    public double? ProduceRate => ProduceHundredths / Hundredths;

    /// <summary>Messages per second that are committed.</summary>
    public double? ConsumeRate => ConsumeHundredths / Hundredths;

    internal long? this[int column] => column switch
    {
        0 => Lag,
        1 => BrokerOffset,
        2 => ConsumerOffset,
        3 => ProduceHundredths,
        4 => ConsumeHundredths,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There are five columns."),
    };

    internal static HistoryValues Of(
        long? lag, long? brokerOffset, long? consumerOffset, double? produceRate, double? consumeRate) =>
        new(lag, brokerOffset, consumerOffset, InHundredths(produceRate), InHundredths(consumeRate));

    internal static HistoryValues Of(ReadOnlySpan<long?> columns) =>
        new(columns[0], columns[1], columns[2], columns[3], columns[4]);

    internal static long? InHundredths(double? rate) =>
        rate is { } known && double.IsFinite(known) ? (long)Math.Round(known * Hundredths) : null;
}
