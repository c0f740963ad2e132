using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Groups;

public sealed class GroupConfigurationTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadGroupConfigAsync_BrokersDiffer_GivesEachAndSaysThatTheyDo()
    {
        With(new SubscriptionGroupConfig { GroupName = "g", RetryMaxTimes = 3 }, new SubscriptionGroupConfig { GroupName = "g" });

        var config = await ReadAsync("g");

        config.Brokers.Select(broker => (broker.Broker, broker.Settings?.RetryMaxTimes, broker.Problem)).ShouldBe(
            [("broker-a", 3, null), ("broker-b", 16, null)]);
        config.Differs.ShouldBeTrue();
        config.Settings!.RetryMaxTimes.ShouldBe(3);
    }

    [Fact]
    public async Task ReadGroupConfigAsync_OnlyOneBrokerHasIt_IsADifference()
    {
        With(null, new SubscriptionGroupConfig { GroupName = "g", BrokerId = 2 });

        var config = await ReadAsync("g");

        config.Brokers[0].ShouldBe(new BrokerGroupSettings("broker-a", null, null));
        config.Differs.ShouldBeTrue();
        config.Settings!.BrokerId.ShouldBe(2);
    }

    [Fact]
    public async Task ReadGroupConfigAsync_OneBrokerRefuses_NamesItAndComparesTheOthers()
    {
        With(new SubscriptionGroupConfig { GroupName = "g" }, null);
        _cluster.Remoting.On(BrokerB, RequestCode.GetAllSubscriptionGroupConfig, _ => RemotingCommand.Answer(1, "no"));

        var config = await ReadAsync("g");

        config.Brokers[1].Problem.ShouldNotBeNull().ShouldContain("broker-b refused");
        config.Differs.ShouldBeFalse();
    }

    [Fact]
    public async Task ReadGroupConfigAsync_NoBrokerHasIt_IsGroupNotFound()
    {
        With(null, null);

        (await Should.ThrowAsync<AdminException>(() => ReadAsync("g"))).Kind.ShouldBe(AdminErrorKind.GroupNotFound);
    }

    [Fact]
    public async Task SaveGroupAsync_EverySetting_ReachesBothBrokers()
    {
        _cluster.OnBoth(RequestCode.UpdateAndCreateSubscriptionGroup, (_, _) => RemotingCommand.Success());

        await _cluster.Admin.SaveGroupAsync(
            new GroupSettings("g", false, false, 2, 3, false, false, 4, 5), CancellationToken.None);

        var told = _cluster.Remoting.CallsOf(RequestCode.UpdateAndCreateSubscriptionGroup).ToList();
        told.Count.ShouldBe(2);
        told[0].ReadBody<SubscriptionGroupConfig>().ShouldBe(new SubscriptionGroupConfig
        {
            GroupName = "g",
            ConsumeEnable = false,
            ConsumeBroadcastEnable = false,
            RetryQueueNums = 2,
            RetryMaxTimes = 3,
            NotifyConsumerIdsChangedEnable = false,
            ConsumeFromMinEnable = false,
            BrokerId = 4,
            WhichBrokerWhenConsumeSlowly = 5,
        });
    }

    [Theory]
    [InlineData(-1, 1, "brokerId is 0 to 1000, not -1.")]
    [InlineData(0, 1001, "slowBrokerId is 0 to 1000, not 1001.")]
    public async Task SaveGroupAsync_BrokerIdOutOfBounds_NamesFieldAndRule(long brokerId, long slow, string rule)
    {
        var wish = new GroupSettings("g", BrokerId: brokerId, SlowBrokerId: slow);

        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.SaveGroupAsync(wish, CancellationToken.None));

        (failure.Kind, failure.Message).ShouldBe((AdminErrorKind.InvalidArgument, rule));
        _cluster.Remoting.Calls.ShouldBeEmpty();
    }

    private Task<GroupConfig> ReadAsync(string group) => _cluster.Admin.ReadGroupConfigAsync(group, CancellationToken.None);

    private void With(SubscriptionGroupConfig? onA, SubscriptionGroupConfig? onB) => _cluster.OnBoth(
        RequestCode.GetAllSubscriptionGroupConfig,
        (broker, _) => RemotingCommand.Success(body: new SubscriptionGroupTableBody
        {
            DataVersion = new DataVersion(),
            SubscriptionGroupTable = (broker == BrokerA ? onA : onB) is { } config
                ? new Dictionary<string, SubscriptionGroupConfig> { [config.GroupName] = config }
                : new Dictionary<string, SubscriptionGroupConfig>(),
        }));
}
