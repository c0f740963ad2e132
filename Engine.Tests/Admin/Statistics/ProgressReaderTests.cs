using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Statistics;

[Trait("Behaviour", "H1")]
public sealed class ProgressReaderTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadAllAsync_TwoBrokers_MergesGroupsMembersQueuesAndTopics()
    {
        var changedAt = FakeNow.AddSeconds(-3).ToUnixTimeMilliseconds();
        var onA = Group("g", ["two", "one"], Queue("%RETRY%g", 0, 0, 0, null), Queue("orders", 0, 0, 9, 4));
        var onB = Group("g", ["one"], Queue("orders", 0, 2, 7, null)) with { ConsumeEnabled = false };
        _cluster.WithProgress(
            Progress("broker-a", [onA with { MembersChangedAt = changedAt }], Bounds("orders", 0, 0, 9), Bounds("TBW102", 0, 0, 0)),
            Progress("broker-b", [onB], Bounds("orders", 0, 2, 7)));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        var group = progress.Groups.ShouldHaveSingleItem();
        (group.Group, group.Enabled, group.MembersChangedAt).ShouldBe(("g", false, FakeNow.AddSeconds(-3)));
        group.Members.Select(member => (member.ClientId, member.Version)).ShouldBe([("one", "V4_9_8"), ("two", "V4_9_8")]);
        group.Queues.Select(queue => (queue.Queue.ToString(), QueueLag.Of(queue))).ShouldBe(
            [("orders broker-a Q0", 5L), ("orders broker-b Q0", null), ("%RETRY%g broker-a Q0", null)]);
        progress.Topics.Select(topic => (topic.Name, topic.Type, topic.Queues.Count)).ShouldBe(
            [("TBW102", TopicType.System, 1), ("orders", TopicType.Normal, 2)]);
        progress.Unreachable.ShouldBeEmpty();
        (progress.Source, progress.SampledAt).ShouldBe(("push", _cluster.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task ReadAllAsync_OneBrokerDown_GivesTheRestAndNamesIt()
    {
        _cluster.Remoting.On(
            BrokerA, RequestCode.GetQueueProgress, _ => RemotingCommand.Success(body: Progress("broker-a", [Group("g", [])])));

        var progress = await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        progress.Groups.ShouldHaveSingleItem();
        progress.Unreachable.ShouldBe(["broker-b"]);
    }

    [Fact]
    public async Task ReadAllAsync_NoBrokerAnswers_IsUnreachableNamingBoth()
    {
        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.ReadProgressAsync(CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Unreachable);
        failure.Message.ShouldContain("broker-a");
        failure.Message.ShouldContain("broker-b");
    }

    [Fact]
    public async Task ReadAllAsync_BrokerWithoutTheRequest_IsRememberedAndNotAskedAgain()
    {
        _cluster.OnBoth(
            RequestCode.GetQueueProgress, (_, _) => RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, "unknown"));

        var first = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.ReadProgressAsync(CancellationToken.None));
        await Should.ThrowAsync<AdminException>(() => _cluster.Admin.ReadProgressAsync(CancellationToken.None));

        first.Kind.ShouldBe(AdminErrorKind.Refused);
        first.Message.ShouldContain("GET_QUEUE_PROGRESS");
        _cluster.Remoting.CallsOf(RequestCode.GetQueueProgress).Count().ShouldBe(2);
    }

    [Fact]
    public async Task ReadAllAsync_Brokers_ShareOneBudgetOfFiveSeconds()
    {
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
            return RemotingCommand.Success(body: Brokers);
        });

        await _cluster.Admin.ReadProgressAsync(CancellationToken.None);

        _cluster.Remoting.Calls.Select(call => Math.Round(call.Timeout.TotalSeconds, 3)).ShouldBe([5, 3, 3]);
    }

    private DateTimeOffset FakeNow => _cluster.Clock.GetUtcNow();
}
