namespace Engine.Duties;

/// <summary>
/// Failures of a duty that repeat themselves: a disk that is full fails every turn, which is worth one line when it begins and one when it
/// is over. One thread.
/// </summary>
internal sealed class FailureStreak
{
    private string? _last;

    /// <summary>Turns that failed since the last good one.</summary>
    public int Length { get; private set; }

    /// <summary>Notes a failure; true when it is another one than before.</summary>
    public bool IsNew(Exception failure)
    {
        Length++;
        var what = $"{failure.GetType()}: {failure.Message}";
        var isNew = what != _last;
        _last = what;
        return isNew;
    }

    /// <summary>Notes a good turn.</summary>
    /// <returns>How many failed before it.</returns>
    public int End()
    {
        var length = Length;
        (Length, _last) = (0, null);
        return length;
    }
}
