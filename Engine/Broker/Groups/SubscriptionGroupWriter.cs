using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Broker.Groups;

/// <summary>Changes the group table and saves it. Mirrors SubscriptionGroupManager's changing half.</summary>
internal sealed class SubscriptionGroupWriter(SubscriptionGroupTable groups, TableFile file, ChangeVersions changes, bool autoCreate)
{
    /// <summary>The group, made when that is allowed; null for an unknown or illegal one.</summary>
    public ValueTask<SubscriptionGroupConfig?> FindOrCreateAsync(string group, CancellationToken cancellationToken)
    {
        if (groups.Find(group) is { } existing)
        {
            return ValueTask.FromResult<SubscriptionGroupConfig?>(existing);
        }

        return (autoCreate || GroupNames.IsSystem(group)) && GroupNames.Check(group) is null
            ? CreateAsync(group, cancellationToken)
            : default;
    }

    /// <summary>Makes or replaces a group.</summary>
    public async ValueTask PutAsync(SubscriptionGroupConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        groups.Put(config);
        await PublishAsync(config.GroupName).ConfigureAwait(false);
    }

    /// <summary>False when there is no such group.</summary>
    public async ValueTask<bool> RemoveAsync(string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!groups.Remove(group))
        {
            return false;
        }

        await PublishAsync(group).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<SubscriptionGroupConfig?> CreateAsync(string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (groups.TryAdd(new SubscriptionGroupConfig { GroupName = group }))
        {
            await PublishNewAsync(group).ConfigureAwait(false);
        }

        return groups.Find(group);
    }

    /// <summary>A group that the disk refuses is not kept: nothing would save it later, and the next stop would lose it.</summary>
    private async ValueTask PublishNewAsync(string group)
    {
        try
        {
            await PublishAsync(group).ConfigureAwait(false);
        }
        catch
        {
            groups.Remove(group);
            throw;
        }
    }

    /// <summary>Cannot be called off: the table has changed; a caller whose connection closes must not leave the file behind it.</summary>
    private async ValueTask PublishAsync(string group)
    {
        await file.SaveAsync(groups.ToBody, CancellationToken.None).ConfigureAwait(false);
        changes.GroupChanged(group);
    }
}
