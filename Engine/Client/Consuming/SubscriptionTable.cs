using System.Collections.Immutable;
using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// What a consumer subscribes, by topic, the retry topic of a clustering group included. Fixed but for the versions, which grow when the
/// assignment changes so that brokers see the newest heartbeat.
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

    private static SubscriptionData BySql(string topic, string expression, long version) => new()
    {
        Topic = topic,
        SubString = expression,
        SubVersion = version,
        ExpressionType = ExpressionTypes.Sql92,
    };

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
