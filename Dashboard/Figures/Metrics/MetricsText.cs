using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Figures.Metrics;

/// <summary>The lines of Prometheus's text format 0.0.4. Pure.</summary>
internal static class MetricsText
{
    internal const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const int NumberBytes = 32;

    private static readonly SearchValues<char> ToEscape = SearchValues.Create("\\\"\n");

    internal static void WriteHead(IBufferWriter<byte> output, MetricFamily family)
    {
        Write(output, $"# HELP {family.Name} ");
        Write(output, family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
        Write(output, $"\n# TYPE {family.Name} gauge\n");
    }

    internal static void WriteSeries(IBufferWriter<byte> output, MetricFamily family, MetricSeries series, double value)
    {
        Write(output, family.Name);
        for (var label = 0; label < family.Labels.Count; label++)
        {
            Write(output, label == 0 ? "{" : ",");
            Write(output, family.Labels[label]);
            Write(output, "=\"");
            WriteEscaped(output, series.Labels[label]);
            Write(output, "\"");
        }

        Write(output, "} ");
        var room = output.GetSpan(NumberBytes);
        value.TryFormat(room, out var length, format: default, CultureInfo.InvariantCulture);
        output.Advance(length);
        Write(output, "\n");
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(ToEscape) is var at and >= 0)
        {
            Write(output, text[..at]);
            Write(output, text[at] switch { '\n' => "\\n", '"' => "\\\"", _ => "\\\\" });
            text = text[(at + 1)..];
        }

        Write(output, text);
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
