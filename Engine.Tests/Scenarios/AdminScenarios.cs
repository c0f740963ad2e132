using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;

namespace Engine.Tests.Scenarios;

public sealed class AdminScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Topic_CreatedAndDeleted_ComesAndGoesAtOnce(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);

        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 3), CancellationToken.None);
        var topic = await cluster.Admin.GetTopicAsync(Topic, CancellationToken.None);
        await cluster.Admin.DeleteTopicAsync(Topic, CancellationToken.None);

        topic.Routes.Select(route => (route.Broker, route.Address, route.ReadQueues)).ShouldBe(
            [("broker-a", "127.0.0.1:10911", 3), ("broker-b", "127.0.0.1:10921", 3)]);
        topic.Queues.Count.ShouldBe(6);
        (await cluster.Admin.ListTopicsAsync(CancellationToken.None)).ShouldNotContain(found => found.Name == Topic);
        var failure = await Should.ThrowAsync<AdminException>(() => cluster.Admin.GetTopicAsync(Topic, CancellationToken.None));
        failure.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Group_WithMembers_IsDeletedOnlyAfterTheyStopped(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 4), CancellationToken.None);
        var consumer = await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 8);
        await cluster.UntilDrainedAsync(Group, Topic);

        var refusal = await Should.ThrowAsync<AdminException>(() => cluster.Admin.DeleteGroupAsync(Group, CancellationToken.None));
        await cluster.StopAsync(consumer);
        (await cluster.Admin.ListGroupsAsync(CancellationToken.None)).ShouldBe([Group]);
        await cluster.Admin.DeleteGroupAsync(Group, CancellationToken.None);

        refusal.Kind.ShouldBe(AdminErrorKind.Conflict);
        refusal.Message.ShouldContain("1 member");
        (await cluster.Admin.ListGroupsAsync(CancellationToken.None)).ShouldBeEmpty();
        var gone = await Should.ThrowAsync<AdminException>(() => cluster.ReadAsync(Group));
        gone.Kind.ShouldBe(AdminErrorKind.GroupNotFound);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Cluster_Started_ListsItsBrokers(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);

        var view = await cluster.Admin.GetClusterAsync(CancellationToken.None);

        cluster.Cluster.IsReady.ShouldBeTrue();
        (view.Name, view.NameServers.Single()).ShouldBe(("embedded", "127.0.0.1:9876"));
        view.Brokers.ShouldBe(
        [
            new("broker-a", 0, "master", "127.0.0.1:10911", "online"), new("broker-b", 0, "master", "127.0.0.1:10921", "online"),
        ]);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H2")]
    public async Task Changes_MessageStored_SignalWithoutAnyClock(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var signals = cluster.Admin.WatchChangesAsync(ChangeScope.OfTopic(Topic), stop.Token).GetAsyncEnumerator();
        await using var _ = signals;
        var seen = await NextFromAAsync(signals);

        var next = NextFromAAsync(signals);
        next.IsCompleted.ShouldBeFalse();
        await cluster.SendAsync(Topic, 1);

        (await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).Version.ShouldBeGreaterThan(seen.Version);
    }

    private static async Task<ChangeSignal> NextFromAAsync(IAsyncEnumerator<ChangeSignal> signals)
    {
        do
        {
            (await signals.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).ShouldBeTrue("a signal");
        }
        while (signals.Current.Broker != "broker-a");

        return signals.Current;
    }
}
