using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Dashboard.Changes.Operations;

/// <summary>
/// Changes of topics and groups and the sending of messages, each under its audit entry. A change whose entry stands goes through to its
/// end, also when the asker leaves, so that the entry says how it ended; only a sending stops between two messages, and says how many went.
/// </summary>
internal sealed class ClusterOperations(ClusterRegistry clusters, ClusterChangers changers, AuditedChange changes)
{
    /// <summary>A topic that exists already is a conflict: making it anew would change its queues under its readers.</summary>
    public async Task CreateTopicAsync(
        string cluster, TopicSettings settings, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cluster, settings.Name, cancellationToken))
        {
            throw new AdminException(AdminErrorKind.Conflict, $"topic '{settings.Name}' exists already; choose another name")
            {
                Field = "name",
            };
        }

        await MakeTopicAsync(cluster, settings, actor, reason, cancellationToken);
    }

    /// <summary>Creates a topic that does not exist yet; an existing one stays as it is.</summary>
    public Task EnsureTopicAsync(string cluster, string topic, int queuesPerBroker, Actor actor, CancellationToken cancellationToken) =>
        EnsureTopicAsync(cluster, new TopicSettings(topic, queuesPerBroker), actor, cancellationToken);

    /// <summary>The same, on the brokers that the settings name.</summary>
    public async Task EnsureTopicAsync(string cluster, TopicSettings settings, Actor actor, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(cluster, settings.Name, cancellationToken))
        {
            await MakeTopicAsync(cluster, settings, actor, null, cancellationToken);
        }
    }

    /// <summary>What the change would hide from the groups: messages that one has not read, in queues that go. Changes nothing.</summary>
    public async Task<UnreadFinds> FindUnreadAsync(string cluster, TopicChange change, CancellationToken cancellationToken)
    {
        var gateway = clusters.Get(cluster);
        var current = await gateway.GetTopicAsync(change.Name, cancellationToken);
        return UnreadQueues.AreTakenAway(current.Routes, change)
            ? UnreadQueues.Find(current.Routes, change, await gateway.ReadProgressAsync(cancellationToken))
            : UnreadFinds.Nothing;
    }

    /// <summary>
    /// Changes a topic that exists; one that does not is an <see cref="AdminException"/>. So is fewer queues to read while those that go
    /// hold messages that a group has not read, unless <paramref name="force"/> says to hide them. What is not told stays as each broker
    /// has it.
    /// </summary>
    public async Task UpdateTopicAsync(
        string cluster, TopicChange change, bool force, Actor actor, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var gateway = clusters.Get(cluster);
        var current = await gateway.GetTopicAsync(change.Name, cancellationToken);
        if (!force && UnreadQueues.AreTakenAway(current.Routes, change))
        {
            UnreadQueues.RequireNone(current.Routes, change, await gateway.ReadProgressAsync(cancellationToken));
        }

        var request = JsonSerializer.Serialize(new { change.Queues, change.WriteQueues, change.Perm, change.Brokers, force });
        var entry = new AuditEntry(actor, cluster, AuditActions.TopicUpdate, change.Name, null, request);
        await changes.RunAsync(entry, _ => changer.UpdateTopicAsync(change, CancellationToken.None), cancellationToken);
    }

    /// <summary>Configures a new group on every broker; one that exists, online or by its offsets too, is a conflict.</summary>
    public async Task CreateGroupAsync(
        string cluster, GroupSettings settings, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        if (GroupNames.CheckNew(settings.Name) is { } rule)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = "name" };
        }

        if ((await clusters.Get(cluster).ListGroupsAsync(cancellationToken)).Contains(settings.Name))
        {
            throw new AdminException(
                AdminErrorKind.Conflict, $"group '{settings.Name}' exists already; PUT changes it, or the tab Config of its page")
            {
                Field = "name",
            };
        }

        await SaveGroupAsync(cluster, settings, null, actor, reason, cancellationToken);
    }

    /// <summary>
    /// Creates a group's configuration, or changes it on every broker; what changes against <paramref name="before"/> stands in the audit.
    /// </summary>
    public Task SaveGroupAsync(
        string cluster, GroupSettings settings, GroupSettings? before, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var entry = new AuditEntry(actor, cluster, AuditActions.GroupConfigure, settings.Name, reason, JsonSerializer.Serialize(settings));
        return changes.RunAsync(
            entry,
            async (_, _) =>
            {
                await changer.SaveGroupAsync(settings, CancellationToken.None);
                return new AuditOutcome("done", before is null ? null : GroupSettingChange.Words(before, settings), []);
            },
            static outcome => outcome,
            cancellationToken);
    }

    public Task DeleteTopicAsync(string cluster, string topic, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var entry = new AuditEntry(actor, cluster, AuditActions.TopicDelete, topic, reason, "{}");
        return changes.RunAsync(
            entry, _ => DeleteAsync(() => changer.DeleteTopicAsync(topic, CancellationToken.None)), cancellationToken);
    }

    public Task DeleteGroupAsync(string cluster, string group, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var entry = new AuditEntry(actor, cluster, AuditActions.GroupDelete, group, reason, "{}");
        return changes.RunAsync(
            entry, _ => DeleteAsync(() => changer.DeleteGroupAsync(group, CancellationToken.None)), cancellationToken);
    }

    public Task<SendSummary> SendAsync(string cluster, Message message, int count, Actor actor, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var request = JsonSerializer.Serialize(new { bytes = message.Body.Length, tags = message.Tags, keys = message.Keys, count });
        var entry = new AuditEntry(actor, cluster, AuditActions.MessageSend, message.Topic, null, request);
        return changes.RunAsync(entry, (_, token) => changer.SendAsync(message, count, token), OutcomeOf, cancellationToken);
    }

    /// <summary>Sends stored messages to one group again.</summary>
    public Task<IReadOnlyList<ResendResult>> ResendAsync(
        string cluster, string group, IReadOnlyList<StoredPlace> messages, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var places = messages.Select(place => new { place.Queue.Topic, place.Queue.BrokerName, place.Queue.QueueId, place.Offset });
        var request = JsonSerializer.Serialize(new { messages = places });
        var entry = new AuditEntry(actor, cluster, AuditActions.MessageResend, group, reason, request);
        return changes.RunAsync(
            entry, (_, _) => changer.ResendAsync(group, messages, CancellationToken.None), OutcomeOf, cancellationToken);
    }

    /// <summary>Gives a stored message to a member of a group at once (null: any that can get it).</summary>
    public Task<DirectResult> ConsumeDirectlyAsync(
        string cluster,
        string group,
        string? clientId,
        StoredPlace message,
        string? reason,
        Actor actor,
        CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var (queue, offset) = message;
        var request = JsonSerializer.Serialize(new { queue.Topic, queue.BrokerName, queue.QueueId, offset, clientId });
        var entry = new AuditEntry(actor, cluster, AuditActions.MessageConsume, group, reason, request);
        return changes.RunAsync(
            entry, (_, _) => changer.ConsumeDirectlyAsync(group, clientId, message, CancellationToken.None), OutcomeOf, cancellationToken);
    }

    /// <summary>What the cluster will not delete at all it says before it begins; what fails in it may be gone from some brokers.</summary>
    private static async Task DeleteAsync(Func<Task> delete)
    {
        try
        {
            await delete();
        }
        catch (AdminException reason) when (reason.Kind is not (AdminErrorKind.Unreachable or AdminErrorKind.Refused))
        {
            throw new NothingChangedException(reason);
        }
    }

    private Task MakeTopicAsync(string cluster, TopicSettings settings, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var changer = changers.Require(cluster);
        var entry = new AuditEntry(actor, cluster, AuditActions.TopicCreate, settings.Name, reason, JsonSerializer.Serialize(settings));
        return changes.RunAsync(entry, _ => changer.CreateTopicAsync(settings, CancellationToken.None), cancellationToken);
    }

    private async Task<bool> ExistsAsync(string cluster, string topic, CancellationToken cancellationToken)
    {
        try
        {
            await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken);
            return true;
        }
        catch (AdminException exception) when (exception.Kind is AdminErrorKind.TopicNotFound or AdminErrorKind.InvalidArgument)
        {
            // What is no name at all the cluster says when the topic is made.
            return false;
        }
    }

    /// <summary>A row's offset before is the message's, the one after its copy's in the retry topic.</summary>
    private static AuditOutcome OutcomeOf(IReadOnlyList<ResendResult> results)
    {
        var rows = results.Select(result => new AuditRow(
            result.Place.Queue.Topic,
            result.Place.Queue.BrokerName,
            result.Place.Queue.QueueId,
            result.Place.Offset,
            result.Copy?.Offset,
            result.Error));
        var failed = results.Count(result => result.Error is not null);
        return new AuditOutcome(
            failed == 0 ? "done" : failed == results.Count ? "failed" : "partly done",
            $"{results.Count - failed} of {results.Count} resent by the retry topic",
            [.. rows]);
    }

    private static AuditOutcome OutcomeOf(DirectResult result) => new(
        result.IsConsumed ? "done" : "failed",
        $"{result.ClientId}: {result.Result} after {result.SpentMs} ms{(result.Remark is null ? null : $", {result.Remark}")}",
        [
            new AuditRow(
                result.Place.Queue.Topic,
                result.Place.Queue.BrokerName,
                result.Place.Queue.QueueId,
                result.Place.Offset,
                null,
                result.IsConsumed ? null : result.Result.ToString()),
        ]);

    private static AuditOutcome OutcomeOf(SendSummary summary) => summary.Failed == 0
        ? new AuditOutcome("done", $"{summary.Sent} sent", [])
        : new AuditOutcome(
            summary.Sent == 0 ? "failed" : "partly done",
            $"{summary.Sent} sent, {summary.Failed} failed: {summary.Error}",
            []);
}
