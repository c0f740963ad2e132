using Engine.Broker;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Clients;

public sealed class MemberRequestTests
{
    [Fact]
    public async Task RunningInfo_MemberOnline_GetsTheRequestAndItsAnswerComesBack()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await harness.NewConsumerAsync();
        await harness.NewConsumerAsync("client-2");
        member.OnAsked = asked => Task.FromResult<RemotingCommand?>(RemotingCommand.Success() with
        {
            Opaque = asked.Opaque,
            Remark = asked.ReadHeader<GetConsumerRunningInfoHeader>().ToString(),
            Body = "info"u8.ToArray(),
        });
        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = BrokerClient.Group, ClientId = "client-1", JstackEnable = true };

        var answer = await harness.NewClient("operator").CallAsync(RequestCode.GetConsumerRunningInfo, header);

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.Success, header.ToString()));
        answer.Body.ToArray().ShouldBe("info"u8.ToArray());
    }

    [Theory]
    [InlineData("GroupA", "client-9")]
    [InlineData("GroupB", "client-1")]
    public async Task RunningInfo_NotOnline_IsRefused(string group, string clientId)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        var answer = await client.CallAsync(
            RequestCode.GetConsumerRunningInfo, new GetConsumerRunningInfoHeader { ConsumerGroup = group, ClientId = clientId });

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, $"The Consumer <{group}> <{clientId}> not online"));
    }

    [Theory]
    [InlineData(61, ResponseCode.SystemError)]
    [InlineData(62, ResponseCode.Success)]
    public async Task RunningInfo_OldClient_IsNotAsked(int version, int code)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await harness.NewConsumerAsync();
        member.OnAsked = asked => Task.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = asked.Opaque });
        await member.CallAsync(RemotingCommand.Request(
            RequestCode.HeartBeat,
            body: new Engine.Protocol.Bodies.HeartbeatBody
            {
                ClientID = "client-1",
                ConsumerDataSet = [BrokerClient.Consumer(BrokerClient.Group, BrokerClient.Subscription())],
                ProducerDataSet = [],
            }) with
        { Version = version });

        (await AskAsync(member)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task RunningInfo_MemberDoesNotAnswer_TimesOutAfterTenSeconds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await harness.NewConsumerAsync();
        var never = new TaskCompletionSource<RemotingCommand?>();
        member.OnAsked = _ => never.Task;

        var timers = harness.Clock.ArmedTimers;
        var asking = AskAsync(harness.NewClient("operator"));

        // The operator's own and that of the question to the member.
        await harness.Clock.WaitForTimersAsync(timers + 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(9.9));
        asking.IsCompleted.ShouldBeFalse();
        harness.Clock.Advance(TimeSpan.FromSeconds(0.2));

        (await asking).Code.ShouldBe(ResponseCode.ConsumeMessageTimeout);
    }

    [Fact]
    public async Task RunningInfo_MoreQuestionsThanMayWait_AreToldSo()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await harness.NewConsumerAsync();
        var never = new TaskCompletionSource<RemotingCommand?>();
        member.OnAsked = _ => never.Task;
        var client = harness.NewClient("operator");
        var waiting = Enumerable.Range(0, BrokerLanes.Members.Parallelism + BrokerLanes.Members.Capacity)
            .Select(_ => client.StartAsync(RunningInfo()))
            .ToList();

        (await AskAsync(client)).Code.ShouldBe(ResponseCode.SystemBusy);

        waiting.ShouldAllBe(asking => !asking.IsCompleted);
        (await member.CallAsync(RequestCode.GetConsumerListByGroup, new ConsumerGroupHeader { ConsumerGroup = BrokerClient.Group }))
            .Code.ShouldBe(ResponseCode.Success, "nobody else waits with them");
    }

    [Fact]
    public async Task RunningInfo_MemberFails_IsAnErrorThatNamesIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await harness.NewConsumerAsync();

        var answer = await AskAsync(harness.NewClient("operator"));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldNotBeNull().ShouldContain("client-1");
    }

    [Fact]
    public async Task ConsumeDirectly_Message_ReachesTheMemberWithItsBodyAndTheBrokersName()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var member = await harness.NewConsumerAsync();
        await member.SendOkAsync(tag: "TagA");
        var sent = harness.Read(BrokerClient.Topic).Single();
        RemotingCommand? seen = null;
        member.OnAsked = asked =>
        {
            seen = asked;
            return Task.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = asked.Opaque });
        };

        var answer = await harness.NewClient("operator").CallAsync(RequestCode.ConsumeMessageDirectly, Directly(sent.OffsetMessageId));

        answer.Code.ShouldBe(ResponseCode.Success);
        seen.ShouldNotBeNull().ReadHeader<ConsumeMessageDirectlyHeader>()
            .ShouldBe(Directly(sent.OffsetMessageId) with { BrokerName = BrokerHarness.BrokerName });
        MessageRecordReader.ReadAll(seen.Body).ShouldHaveSingleItem().OffsetMessageId.ShouldBe(sent.OffsetMessageId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("7F00000100002A9F0000000000FFFFFF")]
    public async Task ConsumeDirectly_NoSuchMessage_IsRefused(string? id)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        var answer = await client.CallAsync(RequestCode.ConsumeMessageDirectly, Directly(id));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldNotBeNull().ShouldContain("can not find message");
    }

    private static ConsumeMessageDirectlyHeader Directly(string? id) =>
        new() { ConsumerGroup = BrokerClient.Group, ClientId = "client-1", MsgId = id };

    private static Task<RemotingCommand> AskAsync(BrokerClient client) => client.CallAsync(RunningInfo());

    private static RemotingCommand RunningInfo() => RemotingCommand.Request(
        RequestCode.GetConsumerRunningInfo,
        new GetConsumerRunningInfoHeader { ConsumerGroup = BrokerClient.Group, ClientId = "client-1" });
}
