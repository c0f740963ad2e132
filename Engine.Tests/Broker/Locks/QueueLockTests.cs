using Engine.Broker.Locks;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Tests.Time;

namespace Engine.Tests.Broker.Locks;

[Trait("Behaviour", "D7")]
public sealed class QueueLockTests
{
    private static readonly MessageQueue Q0 = new("TopicA", "broker-a", 0);
    private static readonly MessageQueue Q1 = new("TopicA", "broker-a", 1);
    private static readonly MessageQueue Q2 = new("TopicA", "broker-a", 2);

    private readonly FakeTimeProvider _clock = new();
    private readonly QueueLockTable _table;

    public QueueLockTests() => _table = new QueueLockTable(TimeSpan.FromSeconds(60), _clock);

    [Fact]
    public void TryLock_HeldByAnother_GivesTheRest()
    {
        Lock("a", Q0, Q1).ShouldBe([Q0, Q1]);

        Lock("b", Q0, Q1, Q2).ShouldBe([Q2]);
        Lock("a", Q0, Q1, Q2).ShouldBe([Q0, Q1]);
    }

    [Fact]
    public void TryLock_OtherGroup_IsAnotherMatter()
    {
        Lock("a", Q0);

        _table.TryLock("GroupB", "b", [Q0]).ShouldBe([Q0]);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(60.001, true)]
    public void TryLock_NotRefreshedForTheLease_IsAnybodys(double seconds, bool isFree)
    {
        Lock("a", Q0);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Lock("b", Q0).ShouldBe(isFree ? [Q0] : []);
    }

    [Fact]
    public void TryLock_Again_RenewsTheLease()
    {
        Lock("a", Q0);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Lock("a", Q0);
        _clock.Advance(TimeSpan.FromSeconds(50));

        Lock("b", Q0).ShouldBeEmpty();
    }

    [Fact]
    public void Unlock_FreesOnlyItsOwn()
    {
        Lock("a", Q0);
        Lock("b", Q1);

        _table.Unlock(BrokerClient.Group, "a", [Q0, Q1, Q2]);

        Lock("c", Q0, Q1).ShouldBe([Q0]);
    }

    [Fact]
    public void TryLock_LongAfter_ForgetsWhatNobodyAskedForAnyMore()
    {
        for (var queueId = 0; queueId < 100; queueId++)
            Lock("a", new MessageQueue("Gone", "broker-a", queueId));

        _clock.Advance(TimeSpan.FromSeconds(61));
        Lock("b", Q0);

        _table.Count.ShouldBe(1);
    }

    [Fact]
    public async Task LockAndUnlock_ByRequests_AnswerWhatTheMemberHolds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync("client-1");
        var second = await harness.NewConsumerAsync("client-2");

        (await LockAsync(first, Q0, Q1)).ShouldBe([Q0, Q1]);
        (await LockAsync(second, Q1, Q2)).ShouldBe([Q2]);
        await first.CallOkAsync(RequestCode.UnlockBatchMq, body: Body(first, Q1));

        (await LockAsync(second, Q0, Q1)).ShouldBe([Q1]);
    }

    [Fact]
    public async Task MemberLeaves_ItsLocksStayForTheLease()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync("client-1");
        var second = await harness.NewConsumerAsync("client-2");
        await LockAsync(first, Q0);

        first.CloseConnections();
        (await second.NextToldAsync()).Code.ShouldBe(RequestCode.NotifyConsumerIdsChanged);

        (await LockAsync(second, Q0)).ShouldBeEmpty();
        harness.Clock.Advance(TimeSpan.FromSeconds(60.1));
        (await LockAsync(second, Q0)).ShouldBe([Q0]);
    }

    [Fact]
    public void Body_InRocketMqsWords()
    {
        var json = System.Text.Encoding.UTF8.GetString(BodyJson.Write(new LockedQueuesBody { LockOkMqSet = [Q0] }).Span);

        json.ShouldBe("""{"lockOKMQSet":[{"brokerName":"broker-a","queueId":0,"topic":"TopicA"}]}""");
        BodyJson.Read<LockBatchBody>(
            """{"clientId":"c","consumerGroup":"G","mqSet":[{"brokerName":"broker-a","queueId":1,"topic":"TopicA"}]}"""u8, 41)
            .MqSet.ShouldBe([Q1]);
    }

    private IReadOnlyList<MessageQueue> Lock(string client, params MessageQueue[] queues) =>
        _table.TryLock(BrokerClient.Group, client, queues);

    private static LockBatchBody Body(BrokerClient client, params MessageQueue[] queues) =>
        new() { ConsumerGroup = BrokerClient.Group, ClientId = client.ClientId, MqSet = queues };

    private static async Task<IReadOnlyList<MessageQueue>> LockAsync(BrokerClient client, params MessageQueue[] queues)
    {
        var answer = await client.CallOkAsync(RequestCode.LockBatchMq, body: Body(client, queues));
        return answer.ReadBody<LockedQueuesBody>().LockOkMqSet;
    }
}
