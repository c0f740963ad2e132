using Engine.Broker.Groups;
using Engine.Broker.Topics;
using Engine.Protocol.Bodies;

namespace Engine.Broker.Clients;

/// <summary>
/// Makes the retry topic of a group whose members come, and the group itself where that is allowed; at a slave its master does that.
/// </summary>
internal sealed class RetryTopics(SubscriptionGroupWriter groups, TopicWriter topics, bool isSlave)
{
    /// <summary>Who asks for the route of the retry topic afterwards finds it.</summary>
    public async ValueTask EnsureAsync(ConsumerData consumer, CancellationToken cancellationToken)
    {
        if (isSlave)
        {
            return;
        }

        var group = await groups.FindOrCreateAsync(consumer.GroupName, cancellationToken).ConfigureAwait(false);
        if (group is { RetryQueueNums: > 0 })
        {
            var retry = TopicAutoCreation.Retry(group, consumer.UnitMode);
            await topics.EnsureRoutedAsync(retry, cancellationToken).ConfigureAwait(false);
        }
    }
}
