using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Tests.Broker.Administration;

/// <summary>UPDATE_BROKER_CONFIG (25) and GET_BROKER_CONFIG (26).</summary>
public sealed class BrokerSettingsTests
{
    [Fact]
    public async Task Update_AutoCreateTopicOff_HoldsAtOnceAndAfterARestart()
    {
        await using var harness = await BrokerHarness.StartAsync();
        (await UpdateAsync(harness, "autoCreateTopicEnable=false\n")).Code.ShouldBe(ResponseCode.Success);

        (await harness.NewClient().SendAsync("Unknown")).Code.ShouldBe(ResponseCode.TopicNotExist);
        await harness.RestartAsync();
        (await harness.NewClient().SendAsync("Unknown")).Code.ShouldBe(ResponseCode.TopicNotExist);
        (await ReadAsync(harness)).ShouldContain("autoCreateTopicEnable=false\n");
    }

    [Fact]
    public async Task Update_BrokerPermissionWithoutRead_RefusesPullsAndIsRegisteredForEveryTopic()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        (await UpdateAsync(harness, "brokerPermission=2")).Code.ShouldBe(ResponseCode.Success);

        var pull = await client.PullAsync(BrokerClient.Pull());
        (pull.Code, pull.Remark).ShouldBe((ResponseCode.NoPermission, "the broker[broker-a] pulling message is forbidden"));
        var told = harness.Registrations(RequestCode.RegisterBroker)[^1].ReadBody<RegisterBrokerBody>().TopicConfigSerializeWrapper;
        told.TopicConfigTable.Values.ShouldAllBe(topic => topic.Perm == 2);
        harness.Tables.Topics.Find(BrokerClient.Topic)!.Perm.ShouldBe(6, "the topics themselves stay as they are");
    }

    [Theory]
    [InlineData("brokerConfigPath=/tmp/x", ResponseCode.NoPermission, "Can not update config in black list.")]
    [InlineData("nothing", ResponseCode.SystemError, "string2Properties error")]
    [InlineData("autoCreateTopicEnable=maybe", ResponseCode.SystemError, "autoCreateTopicEnable is true or false, not 'maybe'")]
    [InlineData("brokerPermission=1", ResponseCode.SystemError, "brokerPermission is 2 (write), 4 (read) or 6 (both), not '1'")]
    public async Task Update_WrongText_IsRefusedWithTheReasonAndChangesNothing(string text, int code, string remark)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var before = await ReadAsync(harness);

        var answer = await UpdateAsync(harness, "autoCreateSubscriptionGroup=false\n" + text);

        (answer.Code, answer.Remark).ShouldBe((code, remark));
        (await ReadAsync(harness)).ShouldBe(before);
    }

    [Fact]
    public async Task Update_FixedSetting_IsRefusedWithThoseThatCanBeChanged()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await UpdateAsync(harness, "listenPort=1");

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldStartWith("listenPort cannot be changed while the broker runs; these can: autoCreateTopicEnable");
    }

    private static Task<RemotingCommand> UpdateAsync(BrokerHarness harness, string text) =>
        harness.NewClient().CallAsync(RemotingCommand.Request(RequestCode.UpdateBrokerConfig) with { Body = Encoding.UTF8.GetBytes(text) });

    private static async Task<string> ReadAsync(BrokerHarness harness) =>
        Encoding.UTF8.GetString((await harness.NewClient().CallOkAsync(RequestCode.GetBrokerConfig)).Body.Span);
}
