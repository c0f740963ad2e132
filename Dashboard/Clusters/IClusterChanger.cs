using Engine.Admin.Clusters;
using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Dashboard.Clusters;

/// <summary>The changing half of a cluster, for the room Changes alone, which writes the audit entry first.</summary>
internal interface IClusterChanger
{
    /// <summary>Stops, starts or kills one node of an embedded cluster; elsewhere a conflict.</summary>
    Task ChangeNodeAsync(string node, NodeAction action, CancellationToken cancellationToken);

    /// <summary>Gives a broker of an embedded cluster one slave more; elsewhere a conflict.</summary>
    Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken);

    Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken);

    Task UpdateTopicAsync(TopicChange change, CancellationToken cancellationToken);

    Task DeleteTopicAsync(string topic, CancellationToken cancellationToken);

    Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken);

    Task DeleteGroupAsync(string group, CancellationToken cancellationToken);

    /// <summary>One result per target; one queue's failure stops no other.</summary>
    Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group,
        IReadOnlyList<QueueResetTarget> targets,
        CancellationToken cancellationToken);

    Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken);

    /// <summary>One result per message; one that fails stops no other.</summary>
    Task<IReadOnlyList<ResendResult>> ResendAsync(string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken);

    /// <summary>What the listener of one member says of a stored message that it is given at once.</summary>
    Task<DirectResult> ConsumeDirectlyAsync(string group, string? clientId, StoredPlace message, CancellationToken cancellationToken);
}
