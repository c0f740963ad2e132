using Engine.Broker.Statistics;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>Takes every readable message to held pulls and to who watches for changes. Mirrors NotifyMessageArrivingListener.</summary>
internal sealed class MessageArrivals(PullHoldTable holds, ChangeVersions changes) : IMessageArrivals
{
    public void OnArrival(in MessageArrival arrival)
    {
        holds.Arrived(arrival.Topic, arrival.QueueId, arrival.NewMaxOffset, arrival.TagsCode);
        changes.TopicChanged(arrival.Topic);
    }
}
