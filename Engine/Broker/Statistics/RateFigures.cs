using System.Globalization;

namespace Engine.Broker.Statistics;

/// <summary>Rates per second over 10, 60 and 600 s; the longer two are null while the broker is younger.</summary>
/// <param name="Ten">Over 10 s, since the start while that is shorter ago.</param>
/// <param name="Sixty">Over 60 s.</param>
/// <param name="SixHundred">Over 600 s.</param>
internal readonly record struct RateFigures(double Ten, double? Sixty, double? SixHundred)
{
    public static RateFigures Of(RateWindow window, long bootMs, long nowMs, long value) => new(
        window.PerSecond(nowMs, value, 10) ?? (nowMs > bootMs ? value * 1000.0 / (nowMs - bootMs) : 0),
        window.PerSecond(nowMs, value, 60),
        window.PerSecond(nowMs, value, 600));

    public static RateFigures operator +(RateFigures left, RateFigures right) =>
        new(left.Ten + right.Ten, left.Sixty + right.Sixty, left.SixHundred + right.SixHundred);

    /// <summary>
    /// RocketMQ's text: three numbers with blanks between them, empty where there is none. The first is always one, for mqadmin reads it.
    /// </summary>
    public override string ToString() => string.Join(' ', Text(Ten), Text(Sixty), Text(SixHundred));

    private static string Text(double? rate) => rate?.ToString("0.0###", CultureInfo.InvariantCulture) ?? string.Empty;
}
