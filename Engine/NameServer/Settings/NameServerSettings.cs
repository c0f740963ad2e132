namespace Engine.NameServer.Settings;

/// <summary>
/// What a name server says of its settings, and the one that can be changed while it runs, until its next start. Mirrors NamesrvConfig and
/// NettyServerConfig.
/// </summary>
internal sealed class NameServerSettings(NameServerOptions options)
{
    public const string OrderMessageKey = "orderMessageEnable";

    /// <summary>Keys that no request may change.</summary>
    public const string BlackList = "configBlackList;configStorePath;kvConfigPath";

    private volatile bool _orderMessage;

    /// <summary>Whether routes carry the order configuration of their topics.</summary>
    public bool OrderMessage
    {
        get => _orderMessage;
        set => _orderMessage = value;
    }

    /// <summary>All of them by RocketMQ's names.</summary>
    public IReadOnlyDictionary<string, string> All()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["configBlackList"] = BlackList,
            ["listenPort"] = options.Address[(options.Address.LastIndexOf(':') + 1)..],
            [OrderMessageKey] = OrderMessage ? "true" : "false",
        };
        if (options.KvConfigPath is { } path)
        {
            all["kvConfigPath"] = path;
        }

        return all;
    }
}
