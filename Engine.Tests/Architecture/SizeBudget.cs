namespace Engine.Tests.Architecture;

/// <summary>How long things of one kind may be, in lines.</summary>
internal sealed record SizeBudget(string Kind, int Median, int Percentile95, int HardStop)
{
    internal static readonly SizeBudget CodeFile = new("file", 60, 220, 400);
    internal static readonly SizeBudget Method = new("method body", 6, 30, 60);
    internal static readonly SizeBudget Markup = new(".razor file", 40, 160, 250);
    internal static readonly SizeBudget CodeBehind = new(".razor.cs file", 90, 220, 300);

    /// <summary>Below this number a median says more about chance than about habits.</summary>
    private const int FewestForHabits = 20;

    /// <summary>Each one that is over the hard stop.</summary>
    internal IEnumerable<string> HardStops(IEnumerable<Measured> all) =>
        from one in all
        where one.Lines > HardStop
        select $"{one.Place}: {Kind} of {one.Lines} lines, hard stop {HardStop}";

    /// <summary>Whether the median and the 95th percentile hold, naming what is to be shortened first.</summary>
    internal IEnumerable<string> Habits(IEnumerable<Measured> all)
    {
        var sorted = all.OrderBy(one => one.Lines).ToArray();
        if (sorted.Length < FewestForHabits)
            yield break;

        var median = sorted[(sorted.Length - 1) / 2].Lines;
        if (median > Median)
            yield return $"{Kind}: median of {sorted.Length} is {median} lines, budget {Median}";

        var percentile = sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1].Lines;
        if (percentile > Percentile95)
        {
            var longest = sorted.Where(one => one.Lines > Percentile95).Reverse().Select(one => $"\n  {one.Place}: {one.Lines}");
            yield return $"{Kind}: 95th percentile of {sorted.Length} is {percentile} lines, budget {Percentile95}; over it:"
                + string.Concat(longest);
        }
    }
}
