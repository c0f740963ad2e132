using Engine.Admin.Clusters;
using Engine.Protocol;

namespace Engine.Admin.Browsing;

/// <summary>The offsets of one queue that a page may show.</summary>
/// <param name="Broker">Its master.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Min">First offset of the range.</param>
/// <param name="Max">Offset after the last one of the range.</param>
/// <param name="End">Offset after the last one that no page before has shown.</param>
internal sealed record QueueWindow(BrokerEndpoint Broker, MessageQueue Queue, long Min, long Max, long End)
{
    /// <summary>What was read of it, ascending.</summary>
    public IReadOnlyList<BrowsedMessage> Messages { get; init; } = [];

    /// <summary>First offset that was asked for.</summary>
    public long Start { get; init; } = End;

    /// <summary>Why nothing was read; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// Where the next page ends here: before the oldest that was taken. A queue that could not be read ends where this page wanted to, so
    /// that nothing is passed over.
    /// </summary>
    public long NextEnd(IEnumerable<BrowsedMessage> taken)
    {
        var untaken = Messages.Count == 0 && Problem is null ? Start : End;
        return taken
            .Where(message => message.Queue == Queue)
            .Select(message => message.Message.QueueOffset)
            .Append(untaken)
            .Min();
    }
}
