using System.Globalization;

namespace Dashboard.Components.Controls;

/// <summary>Bytes for people, in powers of 1024.</summary>
internal static class Sizes
{
    private const double Unit = 1024;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Format(long bytes, CultureInfo culture)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= Unit && unit < Units.Length - 1)
        {
            value /= Unit;
            unit++;
        }

        return $"{value.ToString(unit == 0 || value >= 100 ? "N0" : "0.0", culture)} {Units[unit]}";
    }
}
