using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Registration;

[Trait("Behaviour", "F1")]
public sealed class RegistrationTests
{
    [Fact]
    public async Task StartAsync_RegistersAllTopicsOfANewBroker()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var registration = harness.Registrations(RequestCode.RegisterBroker).ShouldHaveSingleItem();

        var header = registration.ReadHeader<RegisterBrokerHeader>();
        header.BrokerAddress.ShouldBe(BrokerHarness.Address);
        header.HaServerAddress.ShouldBe("127.0.0.1:10912");
        Topics(registration).Values
            .Select(topic => $"{topic.TopicName} {topic.ReadQueueNums} {topic.WriteQueueNums} {topic.Perm}")
            .ShouldBe(
                [
                    "TBW102 8 8 7",
                    "SELF_TEST_TOPIC 1 1 6",
                    "BenchmarkTest 1024 1024 6",
                    "embedded 16 16 7",
                    "broker-a 1 1 7",
                    "OFFSET_MOVED_EVENT 1 1 6",
                    "SCHEDULE_TOPIC_XXXX 18 18 6",
                    "embedded_REPLY_TOPIC 1 1 6",
                ],
                ignoreOrder: true);
    }

    [Fact]
    public async Task Clock_TenSecondsThenEveryThirty_RegistersAgain()
    {
        var came = new SemaphoreSlim(0);
        await using var harness = await BrokerHarness.StartAsync();
        await using var second = await harness.Network.ListenAsync(
            "127.0.0.1:9877",
            new Remoting.ScriptedDispatcher(request =>
            {
                came.Release();
                return ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = request.Command.Opaque });
            }),
            CancellationToken.None);
        await harness.StopBrokerAsync();
        await using var broker = new Engine.Broker.BrokerNode(
            harness.Options with { NameServers = ["127.0.0.1:9877"] }, harness.BrokerNetwork, harness.Clock, harness.Log);
        await broker.StartAsync(CancellationToken.None);
        (await came.WaitAsync(0)).ShouldBeTrue();

        harness.Clock.Advance(TimeSpan.FromSeconds(9.9));
        (await came.WaitAsync(0)).ShouldBeFalse();
        foreach (var seconds in new[] { 0.1, 30, 30 })
        {
            harness.Clock.Advance(TimeSpan.FromSeconds(seconds));
            (await came.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue($"expected a registration after {seconds} s");
        }
    }

    [Fact]
    public async Task TopicChange_IsAnnouncedOneWayBeforeTheAnswer()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var before = harness.Registrations(RequestCode.RegisterBroker)[^1];

        await harness.NewClient().CreateTopicAsync("TopicB", 3);

        var announced = harness.Registrations(RequestCode.RegisterBroker)[^1];
        announced.IsOneWay.ShouldBeTrue();
        Topics(announced)["TopicB"].ReadQueueNums.ShouldBe(3);
        Version(announced).Counter.ShouldBe(Version(before).Counter + 1);
    }

    [Fact]
    public async Task FirstHeartbeatOfAGroup_IsAnsweredWhenItsRetryTopicIsRegistered()
    {
        await using var harness = await BrokerHarness.StartAsync();

        await harness.NewClient().HeartbeatAsync();

        var registered = harness.Registrations(RequestCode.RegisterBroker)[^1];
        registered.IsOneWay.ShouldBeFalse("the client asks for the route next");
        Topics(registered).Keys.ShouldContain(topic => TopicNames.IsRetry(topic));
    }

    [Fact]
    public async Task StopAsync_Unregisters()
    {
        await using var harness = await BrokerHarness.StartAsync();

        await harness.StopBrokerAsync();

        var header = harness.Registrations(RequestCode.UnregisterBroker).ShouldHaveSingleItem().ReadHeader<UnregisterBrokerHeader>();
        header.BrokerName.ShouldBe(BrokerHarness.BrokerName);
        header.BrokerId.ShouldBe(0);
    }

    [Fact]
    public async Task StartAsync_ANameServerIsDead_IsLoggedAndTheOthersAreTold()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with
        {
            NameServers = ["127.0.0.1:9999", BrokerHarness.NameServerAddress],
        });

        harness.Registrations(RequestCode.RegisterBroker).Count.ShouldBe(1);
        harness.Log.Lines.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("127.0.0.1:9999"));
    }

    private static IReadOnlyDictionary<string, TopicConfig> Topics(RemotingCommand registration) =>
        registration.ReadBody<RegisterBrokerBody>().TopicConfigSerializeWrapper.TopicConfigTable;

    private static DataVersion Version(RemotingCommand registration) =>
        registration.ReadBody<RegisterBrokerBody>().TopicConfigSerializeWrapper.DataVersion;
}
