using System.Collections.Immutable;
using Engine.Protocol;

namespace Engine.Client.Consuming.Pulling;

/// <summary>What the application has paused: the whole consumer, or single queues, whether they are held now or not.</summary>
internal sealed class PullPauses
{
    private ImmutableHashSet<MessageQueue> _queues = [];
    private volatile bool _all;

    public bool All
    {
        get => _all;
        set => _all = value;
    }

    public IReadOnlyCollection<MessageQueue> Queues => _queues;

    public bool Covers(MessageQueue queue) => _all || _queues.Contains(queue);

    public void Add(IEnumerable<MessageQueue> queues) =>
        ImmutableInterlocked.Update(ref _queues, static (paused, more) => paused.Union(more), queues.ToArray());

    public void Remove(IEnumerable<MessageQueue> queues) =>
        ImmutableInterlocked.Update(ref _queues, static (paused, less) => paused.Except(less), queues.ToArray());
}
