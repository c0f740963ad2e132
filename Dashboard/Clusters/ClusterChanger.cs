using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Dashboard.Clusters;

/// <summary>The changing half over a cluster's admin. Until the cluster is ready every change says that it is starting.</summary>
/// <param name="name">Its name.</param>
/// <param name="isReady">Whether it runs.</param>
/// <param name="admin">What an operator does, once it runs.</param>
/// <param name="changeNode">Stops, starts or kills one of its nodes; null where they are not ours.</param>
internal sealed class ClusterChanger(
    string name,
    Func<bool> isReady,
    Func<IClusterAdmin> admin,
    Func<string, NodeAction, CancellationToken, Task>? changeNode = null) : IClusterChanger
{
    /// <summary>Gives one of its brokers a slave more; null where they are not ours.</summary>
    internal Func<string, CancellationToken, Task<NodeView>>? AddSlave { get; init; }

    public Task ChangeNodeAsync(string node, NodeAction action, CancellationToken cancellationToken) =>
        changeNode is null
            ? throw new AdminException(AdminErrorKind.Conflict, $"The nodes of the cluster '{name}' are not run by this console.")
            : isReady() ? changeNode(node, action, cancellationToken) : throw StartingCluster.Refusal(name);

    public Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken) =>
        AddSlave is null
            ? throw new AdminException(AdminErrorKind.Conflict, $"The nodes of the cluster '{name}' are not run by this console.")
            : isReady() ? AddSlave(broker, cancellationToken) : throw StartingCluster.Refusal(name);

    public Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken) =>
        Admin.CreateTopicAsync(settings, cancellationToken);

    public Task UpdateTopicAsync(TopicChange change, CancellationToken cancellationToken) =>
        Admin.UpdateTopicAsync(change, cancellationToken);

    public Task DeleteTopicAsync(string topic, CancellationToken cancellationToken) => Admin.DeleteTopicAsync(topic, cancellationToken);

    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken) => Admin.DeleteGroupAsync(group, cancellationToken);

    public Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken) =>
        Admin.ResetOffsetsAsync(group, targets, cancellationToken);

    public Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken) =>
        Admin.SendAsync(message, count, cancellationToken);

    public Task<IReadOnlyList<ResendResult>> ResendAsync(
        string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken) =>
        Admin.ResendAsync(group, messages, cancellationToken);

    public Task<DirectResult> ConsumeDirectlyAsync(
        string group, string? clientId, StoredPlace message, CancellationToken cancellationToken) =>
        Admin.ConsumeDirectlyAsync(group, clientId, message, cancellationToken);

    public Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken) =>
        Admin.SaveGroupAsync(settings, cancellationToken);

    private IClusterAdmin Admin => isReady() ? admin() : throw StartingCluster.Refusal(name);
}
