using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Filters;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Pulling;

public sealed class PropertyFilterTests
{
    private const string Expression = "region = 'north' AND amount > 5";

    [Fact]
    public async Task Pull_PropertyExpression_GetsOnlyWhatMeetsItAndPassesTheRest()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await StartAsync(harness);
        await SendAsync(client, "north", 6);
        await SendAsync(client, "south", 6);
        await SendAsync(client, "north", 5);
        await SendAsync(client, "north", 70);
        await client.SendOkAsync();

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");

        MessageRecordReader.ReadAll(answer.Body).Select(message => message.QueueOffset).ShouldBe([0, 3]);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(5);
    }

    [Fact]
    public async Task Pull_NothingMeetsIt_IsToldToGoOnBehindIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await StartAsync(harness);
        await SendAsync(client, "south", 6);

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");

        answer.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(1);
    }

    [Fact]
    public async Task Pull_Held_IsWokenOnlyByAMessageThatMeetsIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await StartAsync(harness);
        var held = client.PullAsync(BrokerClient.Pull());

        await SendAsync(client, "south", 6);
        await client.SendOkAsync();
        harness.Tables.Holds.Count.ShouldBe(1);
        held.IsCompleted.ShouldBeFalse();
        await SendAsync(client, "north", 6);

        var answer = await Soon.Within(held, "the held pull to be woken by what it asks for");
        MessageRecordReader.ReadAll(answer.Body).ShouldHaveSingleItem().QueueOffset.ShouldBe(2);
    }

    [Fact]
    public async Task Pull_SubscribedExpressionIsMalformed_SaysWhereAndWhatWasExpected()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.BeatAsync(BrokerClient.Consumer(BrokerClient.Group, Subscription("region = north'")));

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");

        answer.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        answer.Remark.ShouldBe("parse the consumer's subscription failed: position 15: the string has no closing quote");
    }

    [Fact]
    public async Task Heartbeat_SubscribedExpressionIsMalformed_SaysSoAndCountsForTheOtherGroup()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();

        var answer = await client.BeatAsync(
            BrokerClient.Consumer(BrokerClient.Group, Subscription("amount > 'five'")),
            BrokerClient.Consumer("GroupB", BrokerClient.Subscription()));

        answer.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        answer.Remark.ShouldBe(
            "parse the subscription of group GroupA to topic TopicA failed: "
            + "position 10: only numbers have an order: expected a number or a property, found the string 'five'");
        var other = BrokerClient.Pull() with { ConsumerGroup = "GroupB", SysFlag = 0 };
        (await Soon.Within(client.PullAsync(other), "an answer")).Code.ShouldBe(ResponseCode.PullNotFound);
        harness.Tables.Consumers.Find(BrokerClient.Group).ShouldNotBeNull().Members.Count.ShouldBe(1, "operators see the member");
    }

    [Theory]
    [InlineData("TAG", "||", true, ResponseCode.Success)]
    [InlineData("SQL92", Expression, true, ResponseCode.Success)]
    [InlineData("SQL92", Expression, false, ResponseCode.SystemError)]
    [InlineData("SQL92", "region =", true, ResponseCode.SubscriptionParseFailed)]
    [InlineData("XPATH", "a", true, ResponseCode.SubscriptionParseFailed)]
    public async Task CheckClientConfig_Subscription(string type, string expression, bool enabled, int code)
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { EnablePropertyFilter = enabled });
        var body = new CheckClientBody { SubscriptionData = Subscription(expression) with { ExpressionType = type } };

        var answer = await harness.NewClient().CallAsync(RequestCode.CheckClientConfig, body: body);

        answer.Code.ShouldBe(code, answer.Remark);
    }

    private static async Task<BrokerClient> StartAsync(BrokerHarness harness, string expression = Expression)
    {
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.HeartbeatAsync(BrokerClient.Consumer(BrokerClient.Group, Subscription(expression)));
        return client;
    }

    private static SubscriptionData Subscription(string expression) => new()
    {
        Topic = BrokerClient.Topic,
        SubString = expression,
        SubVersion = 1,
        ExpressionType = ExpressionTypes.Sql92,
    };

    private static async Task SendAsync(BrokerClient client, string region, int amount)
    {
        var answer = await client.SendAsync(properties: PropertyString.Encode([new("region", region), new("amount", $"{amount}")]));
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
    }
}
