using Engine.Admin.Resending;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Tests.Broker;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.DeadLetters;

/// <summary>A broker that does not answer does not take the time of those that do.</summary>
public sealed class SilentBrokerTests
{
    private static readonly TimeSpan ForBrokers = TimeSpan.FromSeconds(2.5);

    private readonly ScriptedCluster _cluster = new();

    public SilentBrokerTests()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", [])], Bounds("%DLQ%g", 0, 3, 9)), Progress("broker-b", []));
        _cluster.WithSilence(BrokerB, RequestCode.GetQueueProgress);
        _cluster.Remoting.On(BrokerA, RequestCode.PullMessage, _ => RemotingCommand.Answer(ResponseCode.PullNotFound, "none"));
    }

    [Fact]
    public async Task ReadDeadLettersAsync_OneBrokerIsSilent_NamesItAndReadsTheOthers()
    {
        var reading = _cluster.Admin.ReadDeadLettersAsync("g", null, 10, CancellationToken.None);
        await PassAsync();
        var page = await Soon.Within(reading, "a page");

        page.Total.ShouldBe(6);
        page.Problems.ShouldHaveSingleItem().ShouldContain("broker-b did not answer");
        TimeForPulls().ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task ResendAsync_OneBrokerIsSilent_ReadsTheMessagesOfTheOthers()
    {
        var place = new StoredPlace(new MessageQueue("%DLQ%g", "broker-a", 0), 5);
        var resending = _cluster.Admin.ResendAsync("g", [place], CancellationToken.None);
        await PassAsync();
        var result = (await Soon.Within(resending, "a result")).ShouldHaveSingleItem();

        result.Error.ShouldNotBeNull().ShouldStartWith("no message is stored at offset 5");
        TimeForPulls().ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    private async Task PassAsync()
    {
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(ForBrokers);
    }

    private TimeSpan TimeForPulls() =>
        _cluster.Remoting.Calls.Single(call => call.Request.Code == RequestCode.PullMessage).Timeout;
}
