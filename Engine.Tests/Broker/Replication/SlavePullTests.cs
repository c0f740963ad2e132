using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G2")]
public sealed class SlavePullTests
{
    private const int CommitFlag = 1;

    [Fact]
    public async Task B5_PullWithACommitOffset_CommitsNothingAtASlave()
    {
        await using var slave = await StartWithMessagesAsync();
        var client = slave.Broker.NewClient();
        await client.HeartbeatAsync();

        var answer = await client.PullAsync(BrokerClient.Pull() with { SysFlag = CommitFlag, CommitOffset = 2 });

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        slave.Broker.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task G3_OffsetThatTheSlaveDoesNotHaveYet_IsHeldToTheTimeOut_AndSentToTheMaster()
    {
        await using var slave = await StartWithMessagesAsync();
        var client = slave.Broker.NewClient();
        await client.HeartbeatAsync();

        var pull = client.PullAsync(BrokerClient.Pull(offset: 9));
        await Client.Eventually.TrueAsync(() => slave.Broker.Tables.Holds.Count == 1, "the pull to be held");
        slave.Broker.Clock.Advance(TimeSpan.FromSeconds(15));
        var answer = await Soon.Within(pull, "the answer after the time-out");

        answer.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        var header = answer.ReadHeader<PullMessageResponseHeader>();
        header.NextBeginOffset.ShouldBe(9);
        header.SuggestWhichBrokerId.ShouldBe(0);
        (header.MinOffset, header.MaxOffset).ShouldBe((0, 3));
    }

    [Fact]
    public async Task G3_PullThatMayNotWait_IsAnsweredAtOnce_WithItsOwnOffset()
    {
        await using var slave = await StartWithMessagesAsync();
        var client = slave.Broker.NewClient();
        await client.HeartbeatAsync();

        var answer = await client.PullAsync(BrokerClient.Pull(offset: 9) with { SysFlag = 0 });

        answer.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(9);
    }

    [Fact]
    public async Task G4_SlaveThatMayNotBeRead_StillAnswers_AndSuggestsTheMaster()
    {
        await using var slave = await StartWithMessagesAsync();
        var client = slave.Broker.NewClient();
        await client.HeartbeatAsync();

        var answer = await client.PullAsync(BrokerClient.Pull());

        answer.Code.ShouldBe(ResponseCode.Success);
        answer.ReadHeader<PullMessageResponseHeader>().SuggestWhichBrokerId.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1024 * 1024, 0)]
    public async Task G4_ReadableSlave_KeepsReadersThatAreFarBehind(long inMemoryBytes, long suggested)
    {
        await using var slave = await StartWithMessagesAsync(inMemoryBytes);
        var client = slave.Broker.NewClient();
        await client.HeartbeatAsync();

        var answer = await client.PullAsync(BrokerClient.Pull());

        answer.ReadHeader<PullMessageResponseHeader>().SuggestWhichBrokerId.ShouldBe(suggested);
    }

    private static Task<SlaveHarness> StartWithMessagesAsync(long? inMemoryBytes = null) => SlaveHarness.StartAsync(
        async broker =>
        {
            var client = broker.NewClient("before");
            await client.CreateTopicAsync();
            await client.SendOkAsync(count: 3);
        },
        options => options with { SlaveReadEnable = inMemoryBytes is not null, InMemoryBytes = inMemoryBytes });
}
