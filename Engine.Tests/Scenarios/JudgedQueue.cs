using Engine.Admin.Members;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Protocol;

namespace Engine.Tests.Scenarios;

/// <summary>A cluster with one queue and one group, whose verdicts are watched.</summary>
internal sealed class JudgedQueue : IAsyncDisposable
{
    internal const string Topic = "orders";
    internal const string Group = "billing";

    internal static readonly MessageQueue Place = new(Topic, "broker-a", 0);

    private JudgedQueue(ScenarioCluster cluster)
    {
        Cluster = cluster;
        Watch = new StandingWatch(cluster, Group, Topic);
    }

    internal ScenarioCluster Cluster { get; }

    internal StandingWatch Watch { get; }

    /// <summary>What the group's consumers do, unless a scenario starts others.</summary>
    internal RecordingListener Listener { get; } = new();

    internal static PushConsumerOptions Options => ScenarioCluster.OptionsOf(Group, Topic);

    internal static async Task<JudgedQueue> StartAsync(Wire wire) =>
        new(await ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 1, 6, [Place.BrokerName])));

    internal Task<PushConsumer> StartConsumerAsync() => Cluster.StartConsumerAsync(Group, Topic, Listener);

    internal Task<GroupFigures> UntilDrainedAsync() => Cluster.UntilDrainedAsync(Group, Topic);

    internal Task ResetAsync(long offset) =>
        Cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(Place, offset)], CancellationToken.None);

    /// <summary>What a consumer says of itself.</summary>
    internal Task<RunningInfo> AskAsync(PushConsumer consumer) =>
        Cluster.Admin.ReadMemberAsync(Group, consumer.ClientId, false, CancellationToken.None);

    /// <summary>What it says of the queue; null when it does not hold it.</summary>
    internal async Task<HeldQueue?> HeldAsync(PushConsumer consumer) =>
        (await AskAsync(consumer)).Queues.SingleOrDefault(held => held.Queue == Place);

    internal Task SendAsync(int messages) => Cluster.SendAsync(Topic, messages);

    /// <summary>The consumer has read so many messages, which a first sample shows.</summary>
    internal async Task<PushConsumer> DrainAsync(int messages)
    {
        var consumer = await StartConsumerAsync();
        await SendAsync(messages);
        await UntilDrainedAsync();
        await Watch.SampleAsync();
        return consumer;
    }

    /// <summary>The same, and the consumer is gone.</summary>
    internal async Task DrainAndLeaveAsync(int messages)
    {
        await Cluster.StopAsync(await DrainAsync(messages));
        await Watch.SampleAsync();
    }

    /// <summary>A consumer waits at its stop for calls that do not return, by a clock that stands still then.</summary>
    public ValueTask DisposeAsync()
    {
        Listener.Release();
        return Cluster.DisposeAsync();
    }
}
