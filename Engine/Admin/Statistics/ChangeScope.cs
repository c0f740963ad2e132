namespace Engine.Admin.Statistics;

/// <summary>What a watcher wants to hear of.</summary>
/// <param name="Kind">"group", "topic" or "all".</param>
/// <param name="Name">Group or topic; null for all.</param>
public readonly record struct ChangeScope(string Kind, string? Name)
{
    /// <summary>Every change of the cluster.</summary>
    public static ChangeScope All { get; } = new("all", null);

    /// <summary>Changes of one group: its commits, its members, new messages of its topics.</summary>
    public static ChangeScope OfGroup(string group) => new("group", group);

    /// <summary>Changes of one topic: new messages, new queues.</summary>
    public static ChangeScope OfTopic(string topic) => new("topic", topic);
}
