using Engine.Protocol;

namespace Dashboard.Api.Contracts;

/// <summary>One queue by name.</summary>
internal sealed record QueueNameContract(string Topic, string Broker, int QueueId)
{
    public MessageQueue ToQueue() => new(Topic, Broker, QueueId);
}
