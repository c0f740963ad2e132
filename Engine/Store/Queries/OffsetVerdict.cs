namespace Engine.Store.Queries;

/// <summary>Judges a requested offset against a queue's bounds (broker-semantics §3.2, cases 2 to 5). Pure.</summary>
internal static class OffsetVerdict
{
    /// <summary>Says why nothing can be read there and where to go on; null when reading makes sense.</summary>
    internal static (GetStatus Status, long Next)? Judge(long offset, long min, long max)
    {
        if (max == 0)
        {
            return (GetStatus.NoMessageInQueue, 0);
        }

        if (offset < min)
        {
            return (GetStatus.OffsetTooSmall, min);
        }

        if (offset == max)
        {
            return (GetStatus.OffsetOverflowOne, offset);
        }

        return offset > max ? (GetStatus.OffsetOverflowBadly, max) : null;
    }
}
