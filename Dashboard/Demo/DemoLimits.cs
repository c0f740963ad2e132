using Engine.Admin;
using Engine.Protocol.Messages;

namespace Dashboard.Demo;

/// <summary>
/// What demo traffic may be asked for; a wish outside is an <see cref="AdminException"/> that names its field and the range.
/// </summary>
internal static class DemoLimits
{
    public const int MaxProducers = 100;
    public const int MaxConsumers = 100;
    public const int MaxInstances = 32;
    public const int MaxBodyBytes = 4 * 1024 * 1024;
    public const int MaxBurst = 1_000_000;
    public const double MaxRate = 100_000;

    private const string DefaultGroup = "DEFAULT_CONSUMER";

    public static void Check(DemoProducerRequest request)
    {
        CheckTopic(request.Topic);
        Require(!HasSeparator(request.Tags), "tags", "tags contains the character U+0001 or U+0002, which separates properties");
        Require(request.RatePerSecond is > 0 and <= MaxRate, "ratePerSecond", $"ratePerSecond must be above 0, up to {MaxRate:0}");
        Require(!HasSeparator(request.KeyPrefix), "keys", "keys contains the character U+0001 or U+0002, which separates properties");
        Require(request.KeyPrefix?.Any(char.IsWhiteSpace) != true, "keys", "keys contains a blank, which separates keys");
        CheckBody(request.BodyBytes);
        Require(request.Count is null or > 0, "count", "count must be at least 1; leave it out to send until stopped");
    }

    public static void Check(DemoConsumerRequest request)
    {
        CheckGroup(request.Group);
        Require(request.Topics.Count is > 0 and <= 32, "topic", "topic must name 1 to 32 topics, separated by commas");
        foreach (var topic in request.Topics)
        {
            CheckTopic(topic);
        }

        Require(request.Instances is >= 1 and <= MaxInstances, "instances", $"instances must be 1 to {MaxInstances}");
        Require(request.DelayMs is >= 0 and <= 600_000, "delayMs", "delayMs must be 0 to 600000");
        Require(request.FailurePercent is >= 0 and <= 100, "failurePercent", "failurePercent must be 0 to 100");
        Require(request.MaxRetries is null or (>= 0 and <= 16), "maxRetries", "maxRetries must be 0 to 16; leave it out for 16");
        Require(
            !(request.Broadcast && request.Orderly),
            "orderly",
            "orderly and broadcast exclude each other: brokers lock no queue for broadcasting");
    }

    public static void CheckBurst(string topic, int count, int bodyBytes)
    {
        CheckTopic(topic);
        Require(count is >= 1 and <= MaxBurst, "count", $"count must be 1 to {MaxBurst}");
        CheckBody(bodyBytes);
    }

    public static void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, message) { Field = field };
        }
    }

    private static void CheckTopic(string topic)
    {
        var broken = TopicNames.Check(topic);
        Require(broken is null, "topic", broken ?? string.Empty);
        Require(!TopicNames.IsSystem(topic), "topic", $"The topic {topic} is RocketMQ's own; demo traffic needs another one.");
    }

    private static void CheckGroup(string group)
    {
        var broken = GroupNames.CheckNew(group);
        Require(broken is null, "group", broken ?? string.Empty);
        Require(
            group.Length <= MessageLimits.MaxRetryableGroupLength,
            "group",
            $"The group name has {group.Length} characters; {MessageLimits.MaxRetryableGroupLength} leave room for its retry topic.");
        Require(
            !GroupNames.IsSystem(group) && group != DefaultGroup, "group", $"The group {group} is RocketMQ's own; choose another name.");
    }

    private static bool HasSeparator(string? text) =>
        text is not null && text.AsSpan().ContainsAny(PropertyString.NameValueSeparator, PropertyString.PropertySeparator);

    private static void CheckBody(int bodyBytes) =>
        Require(bodyBytes is >= 1 and <= MaxBodyBytes, "bodyBytes", $"bodyBytes must be 1 to {MaxBodyBytes}");
}
