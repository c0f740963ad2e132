using Engine.Admin;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Topics;

public sealed class TopicChangesTests
{
    private readonly ScriptedCluster _cluster = new();

    public static TheoryData<TopicSettings, string, string> Illegal => new()
    {
        { new("or ders"), "name", "only letters, digits" },
        { new(new string('a', 128)), "name", "128 characters" },
        { new("TBW102"), "name", "RocketMQ's own" },
        { new("orders", 0), "queues", "1 to 1024" },
        { new("orders", 1025), "queues", "1 to 1024" },
        { new("orders", 4, 0), "perm", "2 (write), 4 (read) or 6" },
        { new("orders", 4, 7), "perm", "2 (write), 4 (read) or 6" },
        { new("orders", 4, 6, []), "brokers", "at least one broker" },
        { new("orders", 4, 6, ["broker-c"]), "brokers", "no broker broker-c; online: broker-a, broker-b" },
    };

    [Theory]
    [MemberData(nameof(Illegal))]
    public async Task CreateAsync_IllegalSettings_NamesFieldAndRule(TopicSettings settings, string field, string rule)
    {
        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.CreateTopicAsync(settings, CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.InvalidArgument);
        failure.Field.ShouldBe(field);
        failure.Message.ShouldContain(rule);
        _cluster.Remoting.CallsOf(RequestCode.UpdateAndCreateTopic).ShouldBeEmpty();
    }

    [Fact]
    public async Task CreateAsync_AllBrokers_AsksEachAndSeesTheRoute()
    {
        _cluster.WithRoute(queues: 4).OnBoth(RequestCode.UpdateAndCreateTopic, (_, _) => RemotingCommand.Success());

        await _cluster.Admin.CreateTopicAsync(new TopicSettings("orders", 4), CancellationToken.None);

        _cluster.Remoting.Calls
            .Where(call => call.Request.Code == RequestCode.UpdateAndCreateTopic)
            .Select(call => call.Address)
            .ShouldBe([BrokerA, BrokerB], ignoreOrder: true);
        var header = _cluster.Remoting.CallsOf(RequestCode.UpdateAndCreateTopic).First().ReadHeader<CreateTopicHeader>();
        (header.ReadQueueNums, header.WriteQueueNums, header.Perm).ShouldBe((4, 4, 6));
    }

    [Fact]
    public async Task CreateAsync_NamedBroker_AsksOnlyThatOne()
    {
        _cluster.WithRoute(queues: 8).OnBoth(RequestCode.UpdateAndCreateTopic, (_, _) => RemotingCommand.Success());

        await _cluster.Admin.CreateTopicAsync(new TopicSettings("orders", Brokers: ["broker-b"]), CancellationToken.None);

        _cluster.Remoting.Calls.Where(call => call.Request.Code == RequestCode.UpdateAndCreateTopic).ShouldHaveSingleItem().Address
            .ShouldBe(BrokerB);
    }

    [Fact]
    public async Task CreateAsync_OneBrokerDown_IsUnreachableNamingItAndTheOneThatDidIt()
    {
        _cluster.Remoting.On(BrokerA, RequestCode.UpdateAndCreateTopic, _ => RemotingCommand.Success());

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.CreateTopicAsync(new TopicSettings("orders"), CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Unreachable);
        failure.Message.ShouldContain("broker-b did not answer");
        failure.Message.ShouldContain("done on broker-a");
    }

    [Fact]
    public async Task CreateAsync_RouteAppearsLater_WaitsForIt()
    {
        _cluster.OnBoth(RequestCode.UpdateAndCreateTopic, (_, _) => RemotingCommand.Success());
        var creating = _cluster.Admin.CreateTopicAsync(new TopicSettings("orders", 4), CancellationToken.None);
        await _cluster.Clock.WaitForTimersAsync(1);
        creating.IsCompleted.ShouldBeFalse();

        _cluster.WithRoute(queues: 4);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(100));

        await creating.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task DeleteAsync_UnknownTopic_IsTopicNotFoundAndNamesIt()
    {
        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.DeleteTopicAsync("orders", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
        failure.Message.ShouldContain("orders");
    }

    [Theory]
    [InlineData("TBW102")]
    [InlineData("rmq_sys_something")]
    [InlineData("broker-a")]
    [InlineData("embedded")]
    public async Task DeleteAsync_SystemTopic_IsRefused(string topic)
    {
        _cluster.WithRoute();

        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.DeleteTopicAsync(topic, CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.InvalidArgument);
        _cluster.Remoting.CallsOf(RequestCode.DeleteTopicInBroker).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_KnownTopic_AsksBrokersThenNameServer()
    {
        _cluster.WithRoute().OnBoth(RequestCode.DeleteTopicInBroker, (_, _) => RemotingCommand.Success());

        await _cluster.Admin.DeleteTopicAsync("orders", CancellationToken.None);

        _cluster.Remoting.CallsOf(RequestCode.DeleteTopicInBroker).Count().ShouldBe(2);
        _cluster.Remoting.Calls.Last().Request.Code.ShouldBe(RequestCode.DeleteTopicInNameServer);
    }
}
