using Engine.Broker.Settings;
using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Broker.Groups;

/// <summary>
/// Changes the group table and saves it; a change that the disk refuses is taken back. Mirrors SubscriptionGroupManager's changing half.
/// </summary>
internal sealed class SubscriptionGroupWriter(
    SubscriptionGroupTable groups, TableFile file, ChangeVersions changes, BrokerSettings settings)
{
    /// <summary>
    /// The group, made when that is allowed; null for an unknown or illegal one. A slave keeps none that its master has not: it answers
    /// readers by the default settings until it has taken the group from there.
    /// </summary>
    public ValueTask<SubscriptionGroupConfig?> FindOrCreateAsync(string group, CancellationToken cancellationToken)
    {
        if (groups.Find(group) is { } existing)
        {
            return ValueTask.FromResult<SubscriptionGroupConfig?>(existing);
        }

        if ((!settings.AutoCreateSubscriptionGroup && !GroupNames.IsSystem(group)) || GroupNames.Check(group) is not null)
        {
            return default;
        }

        return settings.Options.IsSlave
            ? ValueTask.FromResult<SubscriptionGroupConfig?>(new SubscriptionGroupConfig { GroupName = group })
            : CreateAsync(group, cancellationToken);
    }

    /// <summary>Makes or replaces a group.</summary>
    public async ValueTask PutAsync(SubscriptionGroupConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var previous = groups.Find(config.GroupName);
        groups.Put(config);
        await PublishAsync(config.GroupName, previous).ConfigureAwait(false);
    }

    /// <summary>False when there is no such group.</summary>
    public async ValueTask<bool> RemoveAsync(string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var previous = groups.Find(group);
        if (!groups.Remove(group))
        {
            return false;
        }

        await PublishAsync(group, previous).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<SubscriptionGroupConfig?> CreateAsync(string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (groups.TryAdd(new SubscriptionGroupConfig { GroupName = group }))
        {
            await PublishAsync(group, previous: null).ConfigureAwait(false);
        }

        return groups.Find(group);
    }

    private async ValueTask PublishAsync(string group, SubscriptionGroupConfig? previous)
    {
        await file.SaveOrUndoAsync(groups.ToBody, () => groups.Restore(group, previous)).ConfigureAwait(false);
        changes.GroupChanged(group);
    }
}
