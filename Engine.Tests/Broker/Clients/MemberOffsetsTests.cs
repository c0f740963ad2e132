using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Clients;

public sealed class MemberOffsetsTests
{
    private static readonly MessageQueue Queue = new(BrokerClient.Topic, BrokerHarness.BrokerName, 1);

    [Fact]
    public async Task Ask_SeveralMembers_AnswersWhatEachOfThemSaid()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await StartAsync(harness, "client-1", 5);
        await StartAsync(harness, "client-2", 7);

        var table = await AskOkAsync(harness);

        table.Keys.ShouldBe(["client-1", "client-2"], ignoreOrder: true);
        (table["client-1"][Queue], table["client-2"][Queue]).ShouldBe((5, 7));
    }

    [Fact]
    public async Task Ask_OneMember_IsAskedAloneForTheTopicAndTheGroup()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var other = await StartAsync(harness, "client-1", 5);
        var member = await StartAsync(harness, "client-2", 7);
        other.TakeTold();
        member.TakeTold();

        (await AskOkAsync(harness, "client-2")).Keys.ShouldBe(["client-2"]);

        var asked = await member.NextToldAsync();
        asked.Code.ShouldBe(RequestCode.GetConsumerStatusFromClient);
        asked.ReadHeader<GetConsumerStatusHeader>().ShouldBe(Header("client-2"));
        other.TakeTold().ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_AMemberRefusesOrCannotBeRead_IsLeftOutAndNamed()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await StartAsync(harness, "client-1", 5);
        (await StartAsync(harness, "client-2", 0)).OnAsked = asked =>
            Task.FromResult<RemotingCommand?>(RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported) with { Opaque = asked.Opaque });
        (await StartAsync(harness, "client-3", 0)).OnAsked = asked =>
            Task.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = asked.Opaque, Body = "x"u8.ToArray() });

        (await AskOkAsync(harness)).Keys.ShouldBe(["client-1"]);

        foreach (var silent in new[] { "client-2", "client-3" })
        {
            harness.Log.Lines.ShouldContain(
                line => line.Contains($"member {silent} of group GroupA did not tell", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ask_AMemberIsSilent_IsLeftOutAfterFiveSeconds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await StartAsync(harness, "client-1", 5);
        (await StartAsync(harness, "client-2", 0)).OnAsked = _ => new TaskCompletionSource<RemotingCommand?>().Task;

        var timers = harness.Clock.ArmedTimers;
        var asking = AskOkAsync(harness);

        // The operator's own and that of the question to the silent member.
        await harness.Clock.WaitForTimersAsync(timers + 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(4.9));
        asking.IsCompleted.ShouldBeFalse();
        harness.Clock.Advance(TimeSpan.FromSeconds(0.2));

        (await asking).Keys.ShouldBe(["client-1"]);
    }

    [Fact]
    public async Task Ask_GroupIsOffline_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().CallAsync(RequestCode.InvokeBrokerToGetConsumerStatus, Header());

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, "the consumer group[GroupA] not online"));
    }

    [Theory]
    [InlineData(27, ResponseCode.SystemError)]
    [InlineData(28, ResponseCode.Success)]
    public async Task Ask_OldMember_IsRefused(int version, int code)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await StartAsync(harness, "client-1", 5);
        var beat = new HeartbeatBody
        {
            ClientID = "client-1",
            ConsumerDataSet = [BrokerClient.Consumer(BrokerClient.Group, BrokerClient.Subscription())],
            ProducerDataSet = [],
        };
        await member.CallAsync(RemotingCommand.Request(RequestCode.HeartBeat, body: beat) with { Version = version });

        (await member.CallAsync(RequestCode.InvokeBrokerToGetConsumerStatus, Header())).Code.ShouldBe(code);
    }

    [Fact]
    public void Body_InRocketMqsWords()
    {
        var body = new ConsumerStatusBody
        {
            ConsumerTable = new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>
            {
                ["c1"] = new Dictionary<MessageQueue, long> { [Queue] = 5 },
            },
        };

        System.Text.Encoding.UTF8.GetString(BodyJson.Write(body).Span).ShouldBe(
            """{"consumerTable":{"c1":{{"brokerName":"broker-a","queueId":1,"topic":"TopicA"}:5}},"messageQueueTable":{}}""");
    }

    private static GetConsumerStatusHeader Header(string? clientId = null) =>
        new() { Topic = BrokerClient.Topic, Group = BrokerClient.Group, ClientAddr = clientId };

    private static async Task<BrokerClient> StartAsync(BrokerHarness harness, string clientId, long offset)
    {
        var member = await harness.NewConsumerAsync(clientId);
        var body = new ConsumerStatusBody { MessageQueueTable = new Dictionary<MessageQueue, long> { [Queue] = offset } };
        member.OnAsked = asked =>
            Task.FromResult<RemotingCommand?>(RemotingCommand.Success(body: body) with { Opaque = asked.Opaque });
        return member;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<MessageQueue, long>>> AskOkAsync(
        BrokerHarness harness, string? clientId = null)
    {
        var answer = await harness.NewClient("operator").CallOkAsync(RequestCode.InvokeBrokerToGetConsumerStatus, Header(clientId));
        return answer.ReadBody<ConsumerStatusBody>().ConsumerTable;
    }
}
