namespace Engine.Broker.Statistics;

/// <summary>What a held AWAIT_CHANGE looks at: everything, or some topics and perhaps a group.</summary>
internal sealed record ChangeWatch(bool All, string? Group, IReadOnlyCollection<string> Topics)
{
    public static ChangeWatch OfAll { get; } = new(true, null, []);

    public static ChangeWatch OfTopic(string topic) => new(false, null, [topic]);

    public static ChangeWatch OfGroup(string group, IReadOnlyCollection<string> topics) => new(false, group, topics);
}
