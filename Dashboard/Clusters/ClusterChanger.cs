using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Dashboard.Clusters;

/// <summary>The changing half over a cluster's admin.</summary>
internal sealed class ClusterChanger(Func<IClusterAdmin> admin) : IClusterChanger
{
    public Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken) =>
        admin().CreateTopicAsync(settings, cancellationToken);

    public Task DeleteTopicAsync(string topic, CancellationToken cancellationToken) => admin().DeleteTopicAsync(topic, cancellationToken);

    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken) => admin().DeleteGroupAsync(group, cancellationToken);

    public Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken) =>
        admin().ResetOffsetsAsync(group, targets, cancellationToken);

    public Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken) =>
        admin().SendAsync(message, count, cancellationToken);

    public Task<IReadOnlyList<ResendResult>> ResendAsync(
        string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken) =>
        admin().ResendAsync(group, messages, cancellationToken);

    public Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken) =>
        admin().SaveGroupAsync(settings, cancellationToken);
}
