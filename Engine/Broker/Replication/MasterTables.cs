using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Broker.Replication;

/// <summary>
/// What a slave does with each table of its master (broker-semantics §12.3): topics and groups replace its own when the version is another,
/// offsets are put over its own. Mirrors SlaveSynchronize.
/// </summary>
/// <param name="tables">The slave's own.</param>
/// <param name="deleted">Topics that the master has deleted.</param>
/// <param name="offsetFlush">Saves the consumer offsets.</param>
internal sealed class MasterTables(BrokerTables tables, DeletedTopics deleted, OffsetFlushLoop offsetFlush)
{
    /// <summary>The tables in RocketMQ's order.</summary>
    public IReadOnlyList<SlaveTable> All() =>
    [
        new("topics", RequestCode.GetAllTopicConfig, TakeTopicsAsync),
        new("consumerOffset", RequestCode.GetAllConsumerOffset, TakeConsumerOffsetsAsync),
        new("delayOffset", RequestCode.GetAllDelayOffset, TakeDelayOffsetsAsync),
        new("subscriptionGroup", RequestCode.GetAllSubscriptionGroupConfig, TakeGroupsAsync),
    ];

    private async ValueTask TakeTopicsAsync(RemotingCommand answer, CancellationToken cancellationToken)
    {
        var master = answer.ReadBody<TopicConfigTableBody>();
        if (master.DataVersion == tables.Topics.Version)
        {
            deleted.Sweep();
            return;
        }

        var changed = tables.Topics.Replace(master);
        deleted.Note(changed.Where(topic => tables.Topics.Find(topic) is null));
        deleted.Sweep();
        foreach (var topic in changed)
        {
            tables.Changes.TopicChanged(topic);
        }

        await tables.TopicFile.SaveAsync(tables.Topics.ToBody, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask TakeConsumerOffsetsAsync(RemotingCommand answer, CancellationToken cancellationToken)
    {
        tables.Offsets.PutOver(answer.ReadBody<ConsumerOffsetBody>());
        return offsetFlush.FlushAsync(cancellationToken);
    }

    private async ValueTask TakeDelayOffsetsAsync(RemotingCommand answer, CancellationToken cancellationToken)
    {
        if (tables.DelayOffsets.PutOver(answer.ReadBody<DelayOffsetBody>()))
        {
            await tables.DelayOffsetFile.SaveAsync(tables.DelayOffsets.ToBody, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask TakeGroupsAsync(RemotingCommand answer, CancellationToken cancellationToken)
    {
        var master = answer.ReadBody<SubscriptionGroupTableBody>();
        if (master.DataVersion == tables.Groups.Version)
        {
            return;
        }

        foreach (var group in tables.Groups.Replace(master))
        {
            tables.Changes.GroupChanged(group);
        }

        await tables.GroupFile.SaveAsync(tables.Groups.ToBody, cancellationToken).ConfigureAwait(false);
    }
}
