namespace Dashboard.Changes.Operations;

/// <summary>What a topic with fewer queues would hide.</summary>
/// <param name="Queues">By broker, then number.</param>
/// <param name="Silent">Brokers that would lose queues and did not say what is unread there.</param>
internal sealed record UnreadFinds(IReadOnlyList<UnreadQueue> Queues, IReadOnlyList<string> Silent)
{
    public static UnreadFinds Nothing { get; } = new([], []);

    public bool IsEmpty => Queues.Count == 0 && Silent.Count == 0;
}
