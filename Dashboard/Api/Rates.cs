namespace Dashboard.Api;

/// <summary>Rates as the API writes them: to a thousandth, for what lies behind it is noise of the clock.</summary>
internal static class Rates
{
    private const int Digits = 3;

    public static double? Round(double? perSecond) => perSecond is { } rate ? Math.Round(rate, Digits) : null;
}
