using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Statistics;

public sealed class AwaitChangeTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public async Task Await_AnotherVersionSeen_IsAnsweredAtOnce(long seen)
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().CallAsync(RequestCode.AwaitChange, Header("all", null, seen));

        answer.ReadHeader<AwaitChangeResponseHeader>().Version.ShouldBe(harness.Tables.Changes.Current);
    }

    [Fact]
    public async Task Await_GroupScope_HearsMessagesCommitsMembersAndResets()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var watcher = harness.NewClient("watcher");
        (string What, Func<Task> Act)[] acts =
        [
            ("a message", () => client.SendOkAsync(count: 1)),
            ("a commit", () => client.CommitAsync(1)),
            ("a new member", () => harness.NewClient("client-2").HeartbeatAsync()),
            ("a reset", () => client.ResetAsync(0)),
            ("an owner", () => client.PullAsync(BrokerClient.Pull() with { SysFlag = 0 })),
        ];
        var seen = await VersionAsync(watcher);
        foreach (var (what, act) in acts)
        {
            var waiting = watcher.StartAsync(Request("group", BrokerClient.Group, seen));
            waiting.IsCompleted.ShouldBeFalse(what);

            await act();

            var version = (await Soon.Within(waiting, $"a signal of {what}")).ReadHeader<AwaitChangeResponseHeader>().Version;
            version.ShouldBeGreaterThan(seen, what);
            seen = await VersionAsync(watcher);
        }
    }

    [Fact]
    public async Task Await_GroupScope_HearsNothingOfOthersNorOfTheSameCommit()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CreateTopicAsync("TopicB");
        await client.SendOkAsync();
        await client.CommitAsync(1);
        await client.SendOkAsync("TopicB");
        await client.CommitAsync(1, group: "GroupB", topic: "TopicB");
        var watcher = harness.NewClient("watcher");
        var waiting = watcher.StartAsync(Request("group", BrokerClient.Group, await VersionAsync(watcher)));

        await client.CommitAsync(1);
        await client.SendOkAsync("TopicB");
        await client.CommitAsync(2, group: "GroupB", topic: "TopicB");

        waiting.IsCompleted.ShouldBeFalse();
        harness.Tables.Changes.Waiting.ShouldBe(1);
    }

    [Theory]
    [InlineData(4000, 4000)]
    [InlineData(60_000, 15_000)]
    public async Task Await_NothingHappens_EndsWithTheHold(long asked, long holds)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var watcher = harness.NewClient();
        var seen = harness.Tables.Changes.Current;
        var header = Header("all", null, seen) with { HoldMillis = asked };
        var waiting = watcher.StartAsync(RemotingCommand.Request(RequestCode.AwaitChange, header));

        harness.Clock.Advance(TimeSpan.FromMilliseconds(holds - 1));
        harness.Tables.Changes.Waiting.ShouldBe(1);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var answer = await Soon.Within(waiting, "the end of the hold");
        answer.ReadHeader<AwaitChangeResponseHeader>().Version.ShouldBe(seen);
        harness.Tables.Changes.Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData("group", null)]
    [InlineData("topic", "")]
    [InlineData("everything", "x")]
    public async Task Await_WrongScope_IsRefused(string scope, string? name)
    {
        await using var harness = await BrokerHarness.StartAsync();

        (await harness.NewClient().CallAsync(RequestCode.AwaitChange, Header(scope, name, 0))).Code.ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task Await_AfterARestart_IsAnsweredAtOnce()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        var seen = harness.Tables.Changes.Current;
        harness.Clock.Advance(TimeSpan.FromMilliseconds(500));

        await harness.RestartAsync();

        var answer = await harness.NewClient().CallAsync(RequestCode.AwaitChange, Header("all", null, seen));
        answer.ReadHeader<AwaitChangeResponseHeader>().Version.ShouldNotBe(seen);
    }

    private static AwaitChangeHeader Header(string scope, string? name, long seen) =>
        new() { Scope = scope, Name = name, Version = seen, HoldMillis = 15_000 };

    private static RemotingCommand Request(string scope, string name, long seen) =>
        RemotingCommand.Request(RequestCode.AwaitChange, Header(scope, name, seen));

    private static async Task<long> VersionAsync(BrokerClient watcher)
    {
        var answer = await watcher.CallAsync(RequestCode.AwaitChange, Header("group", BrokerClient.Group, -1));
        return answer.ReadHeader<AwaitChangeResponseHeader>().Version;
    }
}
