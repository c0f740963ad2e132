using Engine.Protocol.Messages;

namespace Engine.Admin.DeadLetters;

/// <summary>
/// Takes the newest messages of several queues, each from its end backwards without a gap, so that the next page can go on there even
/// where a broker's clock went back. Pure.
/// </summary>
internal static class DeadLetterMerge
{
    /// <param name="queues">Messages of each queue by offset, ascending.</param>
    /// <param name="count">Most to take.</param>
    public static IReadOnlyList<MessageExt> TakeNewest(IReadOnlyList<IReadOnlyList<MessageExt>> queues, int count)
    {
        var taken = new List<MessageExt>();
        var heads = queues.Select(queue => queue.Count - 1).ToArray();
        while (taken.Count < count)
        {
            var newest = -1;
            for (var queue = 0; queue < heads.Length; queue++)
            {
                if (heads[queue] >= 0 && (newest < 0 || Head(queue).StoreTimestamp > Head(newest).StoreTimestamp))
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

        MessageExt Head(int queue) => queues[queue][heads[queue]];
    }
}
