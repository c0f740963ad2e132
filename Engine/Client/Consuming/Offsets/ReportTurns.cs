using Engine.Protocol;

namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// One report of a queue at a time, from reading its offset to handing the request over: an older value must not arrive after a newer one,
/// nor after a reset. A fixed number of turns is shared by all queues. Safe for many threads.
/// </summary>
internal sealed class ReportTurns
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public SemaphoreSlim Of(MessageQueue queue) => _turns[(uint)queue.GetHashCode() % (uint)_turns.Length];
}
