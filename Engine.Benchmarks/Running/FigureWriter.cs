using System.Globalization;

namespace Engine.Benchmarks.Running;

/// <summary>Prints figures as <c>name value unit</c>, one a line, in the same form whatever the culture.</summary>
internal sealed class FigureWriter(TextWriter output)
{
    internal void Write(string name, double value, string unit) => Write(name, Text(value), unit);

    internal void WriteCount(string name, long value, string unit) => Write(name, value.ToString(CultureInfo.InvariantCulture), unit);

    /// <summary>About four digits that count, no exponent.</summary>
    internal static string Text(double value)
    {
        var format = Math.Abs(value) switch
        {
            >= 1000 => "F0",
            >= 100 => "F1",
            >= 10 => "F2",
            _ => "F3",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private void Write(string name, string value, string unit)
    {
        output.WriteLine($"{name} {value} {unit}");
        output.Flush();
    }
}
