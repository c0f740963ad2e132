namespace Dashboard.Components.Controls;

/// <summary>
/// Keeps rows where they are while somebody points at them: a new order is taken at rest (two seconds without pointer or focus) or
/// on demand. Until then known rows keep their places, gone ones leave, new ones come last.
/// </summary>
internal sealed class RestingOrder<TKey>(TimeProvider timeProvider)
    where TKey : notnull
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly List<TKey> _order = [];
    private bool _engaged;
    private bool _demanded;
    private long? _leftAt;

    public void Engage() => _engaged = true;

    public void Release() => (_engaged, _leftAt) = (false, timeProvider.GetTimestamp());

    /// <summary>The next order is taken whatever happens.</summary>
    public void Demand() => _demanded = true;

    /// <summary>The rows in the order to show; <paramref name="sorted"/> is the order wished for.</summary>
    public IReadOnlyList<T> Apply<T>(IReadOnlyList<T> sorted, Func<T, TKey> key)
    {
        var byKey = sorted.ToDictionary(key);
        if (_demanded || IsAtRest())
        {
            _demanded = false;
            _order.Clear();
            _order.AddRange(byKey.Keys);
            return sorted;
        }

        _order.RemoveAll(known => !byKey.ContainsKey(known));
        var placed = _order.ToHashSet();
        _order.AddRange(sorted.Select(key).Where(placed.Add));
        return [.. _order.Select(known => byKey[known])];
    }

    private bool IsAtRest() => !_engaged && (_leftAt is not { } left || timeProvider.GetElapsedTime(left) >= Rest);
}
