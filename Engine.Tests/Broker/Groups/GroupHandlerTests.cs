using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Groups;

public sealed class GroupHandlerTests
{
    [Fact]
    public async Task Update_IsThereAfterARestart()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var config = new SubscriptionGroupConfig { GroupName = "GroupB", ConsumeEnable = false, RetryMaxTimes = 3 };
        await harness.NewClient().CallOkAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);

        await harness.RestartAsync();

        var answer = await harness.NewClient().CallOkAsync(RequestCode.GetAllSubscriptionGroupConfig);
        var table = answer.ReadBody<SubscriptionGroupTableBody>();
        table.SubscriptionGroupTable["GroupB"].ShouldBe(config);
        table.SubscriptionGroupTable.Keys.ShouldBe([.. GroupNames.AllSystem, "GroupB"], ignoreOrder: true);
        table.DataVersion.Counter.ShouldBe(1);
    }

    [Fact]
    public async Task UpdateAndDelete_TheDiskRefuses_AnswerAnErrorAndLeaveTheGroupAsItWas()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        var config = new SubscriptionGroupConfig { GroupName = "GroupB", RetryMaxTimes = 3 };
        await client.CallOkAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);
        var obstacle = Directory.CreateDirectory(Path.Combine(harness.Options.StoreFolder, "config", "subscriptionGroup.json.tmp"));

        var update = await client.CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config with { RetryMaxTimes = 5 });
        var delete = await client.CallAsync(
            RequestCode.DeleteSubscriptionGroup, new DeleteSubscriptionGroupHeader { GroupName = "GroupB" });

        (update.Code, delete.Code).ShouldBe((ResponseCode.SystemError, ResponseCode.SystemError));
        update.Remark!.ShouldContain("subscriptionGroup.json cannot be saved");
        harness.Tables.Groups.Find("GroupB").ShouldBe(config);
        obstacle.Delete();
    }

    [Fact]
    public async Task Update_IllegalName_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var config = new SubscriptionGroupConfig { GroupName = "no spaces" };

        var answer = await harness.NewClient().CallAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);

        answer.Code.ShouldBe(ResponseCode.SystemError);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Delete_OffsetsGoOnlyWhenAsked(bool remove, bool clean, bool stay)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await client.CommitAsync(1);
        client.CloseConnections();

        var header = new DeleteSubscriptionGroupHeader { GroupName = BrokerClient.Group, RemoveOffset = remove, CleanOffset = clean };
        await client.CallOkAsync(RequestCode.DeleteSubscriptionGroup, header);

        harness.Tables.Groups.Find(BrokerClient.Group).ShouldBeNull();
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).HasValue.ShouldBe(stay);
    }

    [Fact]
    public async Task WhoConsumes_OnlineAndStoredGroups_AreNamed()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(0, group: "Stored");

        var answer = await client.CallOkAsync(RequestCode.QueryTopicConsumeByWho, new TopicHeader { Topic = BrokerClient.Topic });

        answer.ReadBody<GroupListBody>().GroupList.ShouldBe([BrokerClient.Group, "Stored"]);
    }

    [Fact]
    public async Task Pull_GroupUnknownAndNotToBeMade_IsRefusedWithRocketMqsWords()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateSubscriptionGroup = false });
        var client = await harness.NewConsumerAsync();

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");

        answer.Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
        answer.Remark.ShouldBe(
            "subscription group [GroupA] does not exist, \nSee http://rocketmq.apache.org/docs/faq/ for further details.");
        harness.Tables.Topics.Find("%RETRY%GroupA").ShouldBeNull();
    }
}
