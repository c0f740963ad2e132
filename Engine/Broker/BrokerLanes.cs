using Engine.Remoting.Inbound;

namespace Engine.Broker;

/// <summary>
/// How many requests of each family are handled at once and how many may wait. Mirrors the thread pools of BrokerController.
/// </summary>
internal static class BrokerLanes
{
    /// <summary>Wider than Java's four threads: handlers run on the callers' threads, and the store lets one in at a time anyway.</summary>
    public static HandlerLane Send { get; } = new("send", 32, 10_000);

    public static HandlerLane Transaction { get; } = new("transaction", 8, 100_000);

    /// <summary>A reply keeps its place while the client that asked takes it, up to 10 s.</summary>
    public static HandlerLane Reply { get; } = new("reply", 256, 10_000);

    public static HandlerLane Pull { get; } = new("pull", 32, 100_000);

    public static HandlerLane Query { get; } = new("query", 8, 20_000);

    public static HandlerLane Heartbeat { get; } = new("heartbeat", 32, 50_000);

    public static HandlerLane Client { get; } = new("client", 32, 1_000_000);

    public static HandlerLane Consumer { get; } = new("consumer", 32, 1_000_000);

    public static HandlerLane Admin { get; } = new("admin", 16, 20_000);

    /// <summary>Questions to members; each keeps its place until the member answers, up to 10 s.</summary>
    public static HandlerLane Members { get; } = new("members", 64, 1_000);

    /// <summary>Our own figures and change signals, apart from what operators change.</summary>
    public static HandlerLane Figures { get; } = new("figures", 16, 20_000);
}
