namespace Engine.Admin.Messages;

/// <summary>
/// Takes the newest messages of several queues, each from its end backwards without a gap, so that the next page can go on there even
/// where a broker's clock went back. Pure.
/// </summary>
internal static class NewestMerge
{
    /// <param name="queues">Messages of each queue by offset, ascending.</param>
    /// <param name="count">Most to take.</param>
    /// <param name="storedAt">When a message was stored, ms since 1970.</param>
    public static IReadOnlyList<T> TakeNewest<T>(IReadOnlyList<IReadOnlyList<T>> queues, int count, Func<T, long> storedAt)
    {
        var taken = new List<T>();
        var heads = queues.Select(queue => queue.Count - 1).ToArray();
        while (taken.Count < count)
        {
            var newest = -1;
            for (var queue = 0; queue < heads.Length; queue++)
            {
                if (heads[queue] >= 0 && (newest < 0 || storedAt(Head(queue)) > storedAt(Head(newest))))
                {
                    newest = queue;
                }
            }

            if (newest < 0)
            {
                break;
            }

            taken.Add(Head(newest));
            heads[newest]--;
        }

        return taken;

        T Head(int queue) => queues[queue][heads[queue]];
    }
}
