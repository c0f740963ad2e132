using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Tests.Components;

/// <summary>A group of <see cref="FakeCluster"/>.</summary>
internal sealed class FakeGroup
{
    public MessageModel Model { get; set; } = MessageModel.Clustering;

    public List<string> Members { get; } = [];

    /// <summary>Null: it never committed there.</summary>
    public SortedDictionary<MessageQueue, long?> Offsets { get; } = [];

    /// <summary>When each queue was last reset.</summary>
    public Dictionary<MessageQueue, DateTimeOffset> ResetAt { get; } = [];

    /// <summary>Offset after the last pull of a queue, and when it was.</summary>
    public Dictionary<MessageQueue, (long Offset, DateTimeOffset At)> Pulls { get; } = [];

    /// <summary>Done before each reading of its progress.</summary>
    public Action IsRead { get; set; } = () => { };

    /// <summary>What a reset of its offsets waits for, or fails of, before it is made.</summary>
    public Func<Task> IsReset { get; set; } = () => Task.CompletedTask;

    /// <summary>Its configuration by broker; a broker that is not in it has none.</summary>
    public Dictionary<string, GroupSettings> Configs { get; } = [];

    public GroupConfig ConfigOn(string group, IEnumerable<string> brokers) => new(
        group, [.. brokers.Select(broker => new BrokerGroupSettings(broker, Configs.GetValueOrDefault(broker), null))]);

    public void Save(GroupSettings settings, IEnumerable<string> brokers)
    {
        foreach (var broker in brokers)
        {
            Configs[broker] = settings;
        }
    }

    public GroupFigures FiguresAt(
        string group, IReadOnlyDictionary<MessageQueue, long> max, Func<long?, DateTimeOffset?> stored, DateTimeOffset now) => new(
        group,
        [],
        Model,
        Members.Count > 0 ? ConsumeType.Passively : null,
        null,
        [.. Members.Select(member => new GroupMemberView(member, "127.0.0.1:50000", "DOTNET", "V4_9_8"))],
        [.. Offsets.Select((queue, index) => new QueueFigures(
            queue.Key,
            0,
            max[queue.Key],
            queue.Value,
            Pulls.TryGetValue(queue.Key, out var pull) ? pull.Offset : null,
            stored(queue.Value),
            null,
            OwnerOf(index))
        {
            ResetAt = ResetAt.TryGetValue(queue.Key, out var at) ? at : null,
            LastPulledAt = Pulls.TryGetValue(queue.Key, out var last) ? last.At : null,
        })],
        now);

    public string? OwnerOf(int index) => Members.Count == 0 ? null : Members[index % Members.Count];
}
