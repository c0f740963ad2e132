using System.Collections.Immutable;
using Engine.Protocol.Bodies;

namespace Engine.Client.Instance;

/// <summary>
/// The producers and consumers that share a client instance. A group may be there once: a second one would get the same client id and so
/// the same queues. Mirrors MQClientInstance#registerConsumer and #registerProducer.
/// </summary>
internal sealed class InstanceMembers
{
    private readonly Lock _lock = new();
    private volatile ImmutableDictionary<string, IInstanceConsumer> _consumers =
        ImmutableDictionary.Create<string, IInstanceConsumer>(StringComparer.Ordinal);

    private volatile ImmutableDictionary<string, IInstanceProducer> _producers =
        ImmutableDictionary.Create<string, IInstanceProducer>(StringComparer.Ordinal);

    public IEnumerable<IInstanceConsumer> Consumers => _consumers.Values;

    public IEnumerable<IInstanceProducer> Producers => _producers.Values;

    public bool HasConsumers => !_consumers.IsEmpty;

    public bool IsEmpty => _consumers.IsEmpty && _producers.IsEmpty;

    public IInstanceConsumer? FindConsumer(string group) => _consumers.GetValueOrDefault(group);

    public IInstanceProducer? FindProducer(string group) => _producers.GetValueOrDefault(group);

    public void Add(IInstanceConsumer consumer)
    {
        lock (_lock)
        {
            _consumers = _consumers.ContainsKey(consumer.Group)
                ? throw new InvalidOperationException($"the consumer group {consumer.Group} has been created before in this client")
                : _consumers.Add(consumer.Group, consumer);
        }
    }

    public void Add(IInstanceProducer producer)
    {
        lock (_lock)
        {
            _producers = _producers.ContainsKey(producer.Group)
                ? throw new InvalidOperationException($"the producer group {producer.Group} has been created before in this client")
                : _producers.Add(producer.Group, producer);
        }
    }

    public void RemoveConsumer(string group)
    {
        lock (_lock)
        {
            _consumers = _consumers.Remove(group);
        }
    }

    public void RemoveProducer(string group)
    {
        lock (_lock)
        {
            _producers = _producers.Remove(group);
        }
    }

    public HeartbeatBody ToHeartbeat(string clientId) => new()
    {
        ClientID = clientId,
        ProducerDataSet = [.. _producers.Keys.Select(group => new ProducerData { GroupName = group })],
        ConsumerDataSet = [.. _consumers.Values.Select(consumer => consumer.Describe())],
    };
}
