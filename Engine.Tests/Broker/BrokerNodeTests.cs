using Engine.Persistence;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;

namespace Engine.Tests.Broker;

public sealed class BrokerNodeTests
{
    [Fact]
    [Trait("Behaviour", "B1")]
    public async Task Call_UnknownCode_IsNotSupportedAndTheConnectionStays()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();

        var answer = await client.CallAsync(4711);

        answer.Code.ShouldBe(ResponseCode.RequestCodeNotSupported);
        await client.CreateTopicAsync();
    }

    [Fact]
    [Trait("Behaviour", "B1")]
    public async Task Call_FieldMissing_IsASystemErrorThatNamesItAndTheConnectionStays()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        var request = RemotingCommand.Request(RequestCode.QueryConsumerOffset) with
        {
            ExtFields = new Dictionary<string, string> { ["consumerGroup"] = "GroupA", ["topic"] = "TopicA" },
        };

        var answer = await client.CallAsync(request);

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldNotBeNull().ShouldContain("queueId");
        await client.CreateTopicAsync();
    }

    [Fact]
    public async Task StopAsync_HeldRequests_AreAnsweredAndTheAddressIsFree()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var pull = client.PullAsync(BrokerClient.Pull());
        harness.Tables.Holds.Count.ShouldBe(1);

        await harness.StopBrokerAsync();

        try
        {
            (await Soon.Within(pull, "the held pull to end")).Code.ShouldBe(ResponseCode.PullNotFound);
        }
        catch (RemotingSendException)
        {
            // The connection closed before the answer was written; either way the client is not left waiting.
        }

        await harness.StartBrokerAsync();
        await client.CreateTopicAsync("TopicB");
    }

    [Fact]
    public async Task StartAsync_FolderInUse_IsRefusedAndLeavesTheOtherAlone()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var options = harness.Options with { BrokerName = "broker-b", Address = "127.0.0.1:10921" };
        var second = new Engine.Broker.BrokerNode(options, harness.BrokerNetwork, harness.Clock, harness.Log);

        await Should.ThrowAsync<DataFolderInUseException>(() => second.StartAsync(CancellationToken.None));

        await harness.NewClient().CreateTopicAsync();
    }

    [Fact]
    public async Task StartAsync_AddressTaken_LetsTheFolderGo()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var options = harness.Options with { BrokerName = "broker-b", StoreFolder = harness.Options.StoreFolder + "-b" };
        var second = new Engine.Broker.BrokerNode(options, harness.BrokerNetwork, harness.Clock, harness.Log);
        await Should.ThrowAsync<Exception>(() => second.StartAsync(CancellationToken.None));

        await using var third = new Engine.Broker.BrokerNode(
            options with { Address = "127.0.0.1:10921" }, harness.BrokerNetwork, harness.Clock, harness.Log);
        await third.StartAsync(CancellationToken.None);
    }
}
