namespace Dashboard.Components.Charts;

/// <summary>One series of a chart over time.</summary>
/// <param name="Name">In labels and the head of the table.</param>
/// <param name="Tone">produce, consume or lag: its colour.</param>
/// <param name="Values">As many as the chart has points; null is unknown.</param>
/// <param name="Text">How a value reads.</param>
/// <param name="IsDrawn">False for what only stands beside the cursor.</param>
public sealed record ChartLine(
    string Name, string Tone, IReadOnlyList<double?> Values, Func<double?, string> Text, bool IsDrawn = true);
