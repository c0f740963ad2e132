namespace Engine.Admin.Statistics;

/// <summary>Sums in which unknown parts are left out; null when no part is known (truth rule 1).</summary>
public static class KnownSum
{
    /// <summary>Sum of the known values; null when there is none.</summary>
    public static long? Of(IEnumerable<long?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Aggregate((long?)null, static (sum, value) => value is null ? sum : (sum ?? 0) + value);
    }

    /// <summary>Sum of the known values; null when there is none.</summary>
    public static double? Of(IEnumerable<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Aggregate((double?)null, static (sum, value) => value is null ? sum : (sum ?? 0) + value);
    }
}
