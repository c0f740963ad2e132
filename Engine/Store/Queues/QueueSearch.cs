namespace Engine.Store.Queues;

/// <summary>Binary search over queue offsets. Pure.</summary>
internal static class QueueSearch
{
    /// <summary>
    /// The first index in [from, to) for which the condition holds, given that it holds for all after it; else <paramref name="to"/>.
    /// </summary>
    internal static long FirstWhere(long from, long to, Func<long, bool> condition)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (condition(middle))
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }

        return from;
    }
}
