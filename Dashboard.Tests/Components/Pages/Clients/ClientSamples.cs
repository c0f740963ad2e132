using Engine.Admin.Members;
using Engine.Protocol;

namespace Dashboard.Tests.Components.Pages.Clients;

/// <summary>Clients as the pages get them.</summary>
internal static class ClientSamples
{
    internal static ClientView Consumer(string id, string group, DateTimeOffset now, string? problem = null) => new(
        id,
        "127.0.0.1:50001",
        "DOTNET",
        "V4_9_8",
        now.AddSeconds(-4),
        [
            new ClientMembership(
                group, [new SubscribedTopic("orders", "TAG", "*")], problem is null ? Running(now) : null, problem),
        ],
        []);

    /// <summary>A consumer of this engine that says more of itself.</summary>
    internal static ClientView Consumer(string id, string group, DateTimeOffset now, Func<RunningInfo, RunningInfo> says)
    {
        var client = Consumer(id, group, now);
        return client with { Memberships = [client.Memberships[0] with { Running = says(Running(now) with { Paused = false }) }] };
    }

    internal static ClientView Producer(string id, DateTimeOffset now) =>
        new(id, "127.0.0.1:50002", "JAVA", "V4_9_8", now.AddSeconds(-2), [], ["makers"]);

    private static RunningInfo Running(DateTimeOffset now) => new(
        Orderly: false,
        now.AddMinutes(-3),
        Threads: 20,
        CallsRunning: 2,
        CallsWaiting: 1,
        [
            new HeldQueue(
                new MessageQueue("orders", "broker-a", 0), 40, 5, 40, 44, 0, 0, false, false, null, now.AddSeconds(-1), now.AddSeconds(-2)),
            new HeldQueue(new MessageQueue("orders", "broker-a", 1), null, 0, null, null, 0, 0, false, false, null, now, null),
        ],
        [new TopicConsumption("orders", 1.5, 120, 3.25, 118, 2, 17)],
        [new SubscribedTopic("orders", "TAG", "*")],
        new Dictionary<string, string> { ["pullBatchSize"] = "32" },
        "20 places");
}
