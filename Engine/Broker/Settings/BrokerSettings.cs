using System.Globalization;
using Engine.Broker.Topics;

namespace Engine.Broker.Settings;

/// <summary>
/// The settings that UPDATE_BROKER_CONFIG (25) changes while a broker runs: what was changed is saved and holds at the next start too.
/// </summary>
internal sealed class BrokerSettings
{
    public const string AutoCreateTopicKey = "autoCreateTopicEnable";
    public const string AutoCreateGroupKey = "autoCreateSubscriptionGroup";
    public const string RejectTransactionsKey = "rejectTransactionMessage";
    public const string PermissionKey = "brokerPermission";

    private volatile bool _autoCreateTopic;
    private volatile bool _autoCreateSubscriptionGroup;
    private volatile bool _rejectTransactionMessage;
    private volatile int _permission = TopicPerm.ReadWrite;

    public BrokerSettings(BrokerOptions options)
    {
        Options = options;
        _autoCreateTopic = options.AutoCreateTopic;
        _autoCreateSubscriptionGroup = options.AutoCreateSubscriptionGroup;
        _rejectTransactionMessage = options.RejectTransactionMessage;
    }

    /// <summary>What is fixed while the broker runs, and what it begins with.</summary>
    public BrokerOptions Options { get; }

    /// <summary>Keys that can be changed.</summary>
    public static IReadOnlyList<string> Keys { get; } = [AutoCreateTopicKey, AutoCreateGroupKey, RejectTransactionsKey, PermissionKey];

    /// <summary>Whether a send makes an unknown topic.</summary>
    public bool AutoCreateTopic => _autoCreateTopic;

    /// <summary>Whether a heartbeat or a pull makes an unknown group.</summary>
    public bool AutoCreateSubscriptionGroup => _autoCreateSubscriptionGroup;

    public bool RejectTransactionMessage => _rejectTransactionMessage;

    /// <summary>Of the broker as a whole, bits of <see cref="TopicPerm"/>: without one of them every topic is registered with it.</summary>
    public int Permission => _permission;

    /// <summary>The current values by RocketMQ's names.</summary>
    public IReadOnlyDictionary<string, string> All() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [AutoCreateTopicKey] = Text(AutoCreateTopic),
        [AutoCreateGroupKey] = Text(AutoCreateSubscriptionGroup),
        [RejectTransactionsKey] = Text(RejectTransactionMessage),
        [PermissionKey] = Permission.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Why a value cannot be set; null when it can.</summary>
    public static string? Check(string key, string value) => key switch
    {
        AutoCreateTopicKey or AutoCreateGroupKey or RejectTransactionsKey =>
            bool.TryParse(value, out _) ? null : $"{key} is true or false, not '{value}'",
        PermissionKey => value is "2" or "4" or "6" ? null : $"{key} is 2 (write), 4 (read) or 6 (both), not '{value}'",
        _ => $"{key} cannot be changed while the broker runs; these can: {string.Join(", ", Keys)}",
    };

    /// <summary>Sets a value that <see cref="Check"/> allows.</summary>
    public void Set(string key, string value)
    {
        switch (key)
        {
            case AutoCreateTopicKey:
                _autoCreateTopic = bool.Parse(value);
                break;
            case AutoCreateGroupKey:
                _autoCreateSubscriptionGroup = bool.Parse(value);
                break;
            case RejectTransactionsKey:
                _rejectTransactionMessage = bool.Parse(value);
                break;
            case PermissionKey:
                _permission = value[0] - '0';
                break;
        }
    }

    private static string Text(bool value) => value ? "true" : "false";
}
