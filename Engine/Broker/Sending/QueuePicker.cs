namespace Engine.Broker.Sending;

/// <summary>A queue for messages whose producer leaves the choice to the broker; safe from any thread.</summary>
internal sealed class QueuePicker(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>0 to the number of queues, less one.</summary>
    public int Pick(int queues)
    {
        lock (_lock)
        {
            return random.Next(queues);
        }
    }
}
