using Engine.Broker.Delays;
using Engine.Broker.Statistics;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>
/// Takes every readable message to held pulls, to who watches for changes and to the delay level it waits in. Mirrors
/// NotifyMessageArrivingListener.
/// </summary>
internal sealed class MessageArrivals(PullHoldTable holds, ChangeVersions changes, DelaySignals delays) : IMessageArrivals
{
    public void OnArrival(in MessageArrival arrival)
    {
        holds.Arrived(arrival.Topic, arrival.QueueId, arrival.NewMaxOffset, arrival.TagsCode);
        changes.TopicChanged(arrival.Topic);
        if (arrival.Topic == TopicNames.Schedule)
        {
            delays.Arrived(arrival.QueueId);
        }
    }
}
