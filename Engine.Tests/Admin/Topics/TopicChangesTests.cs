using Engine.Admin;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
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

    public static TheoryData<TopicChange, (int Read, int Write, int Perm)[]> Changes => new()
    {
        { new("orders") { Perm = 4 }, [(8, 4, 4), (2, 2, 4)] },
        { new("orders") { Queues = 3 }, [(3, 3, 6), (3, 3, 7)] },
        { new("orders") { WriteQueues = 1 }, [(8, 1, 6), (2, 1, 7)] },
        { new("orders") { Queues = 9, WriteQueues = 5, Perm = 2 }, [(9, 5, 2), (9, 5, 2)] },
        { new("orders") { Perm = 2, Brokers = ["broker-b"] }, [(2, 2, 2)] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task UpdateAsync_BrokersDiffer_KeepsOnEachWhatIsNotTold(TopicChange change, (int Read, int Write, int Perm)[] expected)
    {
        ServeBrokersThatDiffer();

        await _cluster.Admin.UpdateTopicAsync(change, CancellationToken.None);

        _cluster.Remoting.Calls
            .Where(call => call.Request.Code == RequestCode.UpdateAndCreateTopic)
            .OrderBy(call => call.Address, StringComparer.Ordinal)
            .Select(call => call.Request.ReadHeader<CreateTopicHeader>())
            .Select(header => (header.ReadQueueNums, header.WriteQueueNums, header.Perm))
            .ShouldBe(expected);
    }

    [Fact]
    public async Task UpdateAsync_BreaksARuleOnOneBroker_ChangesNone()
    {
        ServeBrokersThatDiffer();

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.UpdateTopicAsync(new TopicChange("orders") { WriteQueues = 3 }, CancellationToken.None));

        (failure.Kind, failure.Field).ShouldBe((AdminErrorKind.InvalidArgument, "writeQueues"));
        failure.Message.ShouldContain("Of 2 queues per broker 1 to 2 are written, not 3");
        _cluster.Remoting.CallsOf(RequestCode.UpdateAndCreateTopic).ShouldBeEmpty();
    }

    [Fact]
    public async Task UpdateAsync_UnknownTopic_IsTopicNotFound()
    {
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.UpdateTopicAsync(new TopicChange("orders") { Perm = 4 }, CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
    }

    [Fact]
    public async Task UpdateAsync_BrokerThatLacksTheTopic_GetsItAsItIsElsewhere()
    {
        var route = Route(queues: 5, perm: 4);
        ServeRoute([.. route.QueueDatas.Where(queues => queues.BrokerName == "broker-a")]);

        await _cluster.Admin.UpdateTopicAsync(new TopicChange("orders") { Brokers = ["broker-b"] }, CancellationToken.None);

        var header = _cluster.Remoting.CallsOf(RequestCode.UpdateAndCreateTopic).ShouldHaveSingleItem().ReadHeader<CreateTopicHeader>();
        (header.ReadQueueNums, header.WriteQueueNums, header.Perm).ShouldBe((5, 5, 4));
    }

    // The name server shows what the brokers were told.
    private void ServeRoute(List<QueueData> queues)
    {
        _cluster.OnBoth(RequestCode.UpdateAndCreateTopic, (broker, request) =>
        {
            var header = request.ReadHeader<CreateTopicHeader>();
            var name = broker == BrokerA ? "broker-a" : "broker-b";
            lock (queues)
            {
                queues.RemoveAll(one => one.BrokerName == name);
                queues.Add(new QueueData
                {
                    BrokerName = name,
                    ReadQueueNums = header.ReadQueueNums,
                    WriteQueueNums = header.WriteQueueNums,
                    Perm = header.Perm,
                });
            }

            return RemotingCommand.Success();
        });
        _cluster.Remoting.On(NameServerAddress, RequestCode.GetRouteInfoByTopic, _ =>
        {
            lock (queues)
                return RemotingCommand.Success(body: Route(1, 6) with { QueueDatas = [.. queues] });
        });
    }

    private void ServeBrokersThatDiffer() => ServeRoute(
    [
        new QueueData { BrokerName = "broker-a", ReadQueueNums = 8, WriteQueueNums = 4, Perm = 6 },
        new QueueData { BrokerName = "broker-b", ReadQueueNums = 2, WriteQueueNums = 2, Perm = 7 },
    ]);

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
