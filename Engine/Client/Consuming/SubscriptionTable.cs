using System.Collections.Immutable;
using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// What a consumer subscribes, by topic, the retry topic of a clustering push consumer included. That of a push consumer is fixed but for
/// the versions, which grow when the assignment changes so that brokers see the newest heartbeat.
/// </summary>
internal sealed class SubscriptionTable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private volatile ImmutableDictionary<string, SubscriptionData> _current;

    public SubscriptionTable(PushConsumerOptions options, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        var version = Now();
        var subscriptions = options.Subscriptions
            .Select(pair => Subscriptions.Parse(pair.Key, pair.Value, version))
            .Concat(options.SqlSubscriptions.Select(pair => BySql(pair.Key, pair.Value, version)));
        if (options.MessageModel == MessageModel.Clustering)
        {
            // The others of a broadcasting group must not get again what failed here.
            subscriptions = subscriptions.Append(Subscriptions.Parse(TopicNames.Retry(options.Group), Subscriptions.All, version));
        }

        _current = subscriptions.ToImmutableDictionary(data => data.Topic, StringComparer.Ordinal);
    }

    /// <summary>An empty one, for a consumer whose application subscribes as it goes.</summary>
    public SubscriptionTable(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _current = ImmutableDictionary.Create<string, SubscriptionData>(StringComparer.Ordinal);
    }

    public IEnumerable<string> Topics => _current.Keys;

    public IEnumerable<SubscriptionData> All => _current.Values;

    public SubscriptionData? Find(string topic) => _current.GetValueOrDefault(topic);

    /// <summary>Gives a topic's subscription a newer version.</summary>
    public void Touch(string topic)
    {
        lock (_lock)
        {
            if (_current.GetValueOrDefault(topic) is { } data)
            {
                _current = _current.SetItem(topic, data with { SubVersion = Math.Max(Now(), data.SubVersion + 1) });
            }
        }
    }

    /// <summary>Adds a subscription, in place of the topic's own before, as the newest version of it.</summary>
    public void Set(SubscriptionData data)
    {
        lock (_lock)
        {
            var least = (_current.GetValueOrDefault(data.Topic)?.SubVersion ?? 0) + 1;
            _current = _current.SetItem(data.Topic, data with { SubVersion = Math.Max(Now(), least) });
        }
    }

    /// <summary>False when the topic is not subscribed.</summary>
    public bool Remove(string topic)
    {
        lock (_lock)
        {
            var before = _current;
            _current = before.Remove(topic);
            return _current != before;
        }
    }

    public static SubscriptionData BySql(string topic, string expression, long version) => new()
    {
        Topic = topic,
        SubString = expression,
        SubVersion = version,
        ExpressionType = ExpressionTypes.Sql92,
    };

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
