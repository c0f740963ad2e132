namespace Engine.Benchmarks.Running;

/// <summary>The middle of some measurements.</summary>
internal static class Median
{
    /// <summary>The middle one; of an even number the upper of the two in the middle.</summary>
    internal static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
