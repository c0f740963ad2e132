using Engine.Broker.Registration;
using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;

namespace Engine.Broker.Topics;

/// <summary>
/// Changes the topics: the table first, then the file, then the name servers, so that a topic that was answered for is saved and
/// has a route. A change that the disk refuses is taken back. Mirrors TopicConfigManager's changing half.
/// </summary>
internal sealed class TopicWriter(TopicTable topics, TableFile file, NameServerRegistration registration, ChangeVersions changes)
{
    /// <summary>Who finds a topic that another is making waits for its route too.</summary>
    private readonly SemaphoreSlim _routing = new(1);

    /// <summary>Makes a topic unless there is one of that name; the one that is there afterwards.</summary>
    public async ValueTask<TopicConfig> EnsureAsync(TopicConfig wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (topics.Find(wanted.TopicName) is { } existing)
        {
            return existing;
        }

        if (topics.TryAdd(wanted))
        {
            await PublishAsync(wanted.TopicName, previous: null).ConfigureAwait(false);
        }

        return topics.Find(wanted.TopicName) ?? wanted;
    }

    /// <summary>
    /// As <see cref="EnsureAsync"/>, and the name servers have answered: who asks for the route afterwards finds it. For retry topics,
    /// whose readers ask at once.
    /// </summary>
    public async ValueTask EnsureRoutedAsync(TopicConfig wanted, CancellationToken cancellationToken)
    {
        await _routing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (topics.Find(wanted.TopicName) is null && topics.TryAdd(wanted))
            {
                await SaveOrUndoAsync(wanted.TopicName, previous: null).ConfigureAwait(false);
                await registration.RegisterAsync(cancellationToken).ConfigureAwait(false);
                changes.TopicChanged(wanted.TopicName);
            }
        }
        finally
        {
            _routing.Release();
        }
    }

    /// <summary>Makes or replaces a topic.</summary>
    public async ValueTask PutAsync(TopicConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var previous = topics.Find(config.TopicName);
        topics.Put(config);
        await PublishAsync(config.TopicName, previous).ConfigureAwait(false);
    }

    /// <summary>False when there is no such topic.</summary>
    public async ValueTask<bool> RemoveAsync(string topic, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var previous = topics.Find(topic);
        if (!topics.Remove(topic))
        {
            return false;
        }

        await PublishAsync(topic, previous).ConfigureAwait(false);
        return true;
    }

    private async ValueTask PublishAsync(string topic, TopicConfig? previous)
    {
        await SaveOrUndoAsync(topic, previous).ConfigureAwait(false);
        await registration.AnnounceAsync(CancellationToken.None).ConfigureAwait(false);
        changes.TopicChanged(topic);
    }

    private Task SaveOrUndoAsync(string topic, TopicConfig? previous) =>
        file.SaveOrUndoAsync(topics.ToBody, () => topics.Restore(topic, previous));
}
