using Engine.Broker.Groups;
using Engine.Broker.Topics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Retries;

/// <summary>
/// What becomes of a message that a client sends to a retry topic itself: one that was tried often enough goes to the dead letters
/// instead. Mirrors SendMessageProcessor#handleRetryAndDLQ of 4.9.8 (broker-semantics §6.2).
/// </summary>
internal sealed class RetryRedirect(SubscriptionGroupWriter groups, TopicWriter topics)
{
    /// <summary>The message as it is to be stored; null when its group does not exist and may not be made.</summary>
    public async ValueTask<StoreMessage?> ApplyAsync(
        SendMessageHeader header, int clientVersion, StoreMessage message, CancellationToken cancellationToken)
    {
        var name = header.Topic[TopicNames.RetryPrefix.Length..];
        if (await groups.FindOrCreateAsync(name, cancellationToken).ConfigureAwait(false) is not { } group)
        {
            return null;
        }

        var plan = PlanOf(header, clientVersion, group);
        if (!plan.IsDeadLetter)
        {
            return message;
        }

        var deadLetters = await topics.EnsureAsync(TopicAutoCreation.DeadLetter(name), cancellationToken).ConfigureAwait(false);
        return message with
        {
            Topic = deadLetters.TopicName,
            QueueId = 0,
            Properties = PropertyString.With(message.Properties, MessageProperties.DelayLevel, "0"),
        };
    }

    private static RetryPlan PlanOf(SendMessageHeader header, int clientVersion, SubscriptionGroupConfig group)
    {
        var limit = RetryPlan.MaxReconsumeTimes(group.RetryMaxTimes, clientVersion, header.MaxReconsumeTimes);
        return RetryPlan.Of(header.ReconsumeTimes ?? 0, limit, askedLevel: 0);
    }
}
