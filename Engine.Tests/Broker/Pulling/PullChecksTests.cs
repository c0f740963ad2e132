using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Pulling;

/// <summary>The refusals of broker-semantics §3.1, in their order: each case breaks its own rule and all later ones.</summary>
public sealed class PullChecksTests
{
    private const int BySubscription = 4;

    [Fact]
    public async Task Pull_RulesInOrder_GiveTheirCodes()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateSubscriptionGroup = false });
        var client = harness.NewClient();
        var wrong = BrokerClient.Pull(queueId: 9) with { SubVersion = 5 };

        (await CodeAsync(client, wrong)).ShouldBe(ResponseCode.SubscriptionGroupNotExist);
        await ConfigureAsync(client, enabled: false);
        (await CodeAsync(client, wrong)).ShouldBe(ResponseCode.NoPermission);
        await ConfigureAsync(client, enabled: true, broadcast: false);
        (await CodeAsync(client, wrong)).ShouldBe(ResponseCode.TopicNotExist);
        await client.CreateTopicAsync(perm: 2);
        (await CodeAsync(client, wrong)).ShouldBe(ResponseCode.NoPermission);
        await client.CreateTopicAsync();
        (await CodeAsync(client, wrong)).ShouldBe(ResponseCode.SystemError);

        var right = wrong with { QueueId = 3 };
        (await CodeAsync(client, right)).ShouldBe(ResponseCode.SubscriptionNotExist);
        await client.HeartbeatAsync(BrokerClient.Consumer(BrokerClient.Group) with { MessageModel = MessageModel.Broadcasting });
        (await CodeAsync(client, right)).ShouldBe(ResponseCode.NoPermission);
        await client.HeartbeatAsync(BrokerClient.Consumer(BrokerClient.Group));
        (await CodeAsync(client, right)).ShouldBe(ResponseCode.SubscriptionNotExist);
        await client.HeartbeatAsync();
        (await CodeAsync(client, right)).ShouldBe(ResponseCode.SubscriptionNotLatest);
        await client.HeartbeatAsync(version: 5);
        (await CodeAsync(client, right with { SysFlag = 0 })).ShouldBe(ResponseCode.PullNotFound);
    }

    [Theory]
    [InlineData("TAG", "TagA", true, ResponseCode.PullNotFound)]
    [InlineData(null, "*", true, ResponseCode.PullNotFound)]
    [InlineData("TAG", "||", true, ResponseCode.SubscriptionParseFailed)]
    [InlineData("SQL92", "a > 1", true, ResponseCode.PullNotFound)]
    [InlineData("SQL92", "a >", true, ResponseCode.SubscriptionParseFailed)]
    [InlineData("SQL92", "", true, ResponseCode.SubscriptionParseFailed)]
    [InlineData("SQL92", "a >", false, ResponseCode.SubscriptionParseFailed)]
    [InlineData("SQL92", "a > 1", false, ResponseCode.SystemError)]
    [InlineData("XPATH", "a > 1", true, ResponseCode.SubscriptionParseFailed)]
    public async Task Pull_SubscriptionInTheRequest_NeedsNoHeartbeat(string? type, string expression, bool enabled, int code)
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { EnablePropertyFilter = enabled });
        var client = harness.NewClient();
        await client.CreateTopicAsync();

        var header = BrokerClient.Pull() with { SysFlag = BySubscription, ExpressionType = type, Subscription = expression };

        (await CodeAsync(client, header)).ShouldBe(code);
    }

    private static async Task<int> CodeAsync(BrokerClient client, PullMessageHeader header)
    {
        var answer = await Soon.Within(client.PullAsync(header), "an answer");
        if (answer.Code != ResponseCode.PullNotFound)
            answer.WriteHeader().ShouldBeNull();

        return answer.Code;
    }

    private static Task<RemotingCommand> ConfigureAsync(BrokerClient client, bool enabled, bool broadcast = true) => client.CallOkAsync(
        RequestCode.UpdateAndCreateSubscriptionGroup,
        body: new SubscriptionGroupConfig
        {
            GroupName = BrokerClient.Group,
            ConsumeEnable = enabled,
            ConsumeBroadcastEnable = broadcast,
        });
}
