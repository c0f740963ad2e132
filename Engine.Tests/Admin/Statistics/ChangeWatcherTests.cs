using System.Threading.Channels;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Statistics;

[Trait("Behaviour", "H2")]
public sealed class ChangeWatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ScriptedCluster _cluster = new();
    private readonly Channel<long> _versionsOfA = Channel.CreateUnbounded<long>();
    private readonly CancellationTokenSource _stop = new();

    public ChangeWatcherTests()
    {
        _cluster.Remoting.On(BrokerA, RequestCode.AwaitChange, async (_, token) => Version(await _versionsOfA.Reader.ReadAsync(token)));
        _cluster.Remoting.On(BrokerB, RequestCode.AwaitChange, async (_, token) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            return Version(0);
        });
    }

    [Fact]
    public async Task WatchAsync_VersionsMove_SignalsEachOnceAndCarriesTheVersionOn()
    {
        await using var signals = Watch();

        (await NextAsync(signals, version: 7)).ShouldBe(new ChangeSignal("broker-a", 7, "push"));
        _versionsOfA.Writer.TryWrite(7);
        (await NextAsync(signals, version: 9)).ShouldBe(new ChangeSignal("broker-a", 9, "push"));

        _cluster.Remoting.Calls
            .Where(call => call.Address == BrokerA)
            .Select(call => call.Request.ReadHeader<AwaitChangeHeader>())
            .Take(3)
           .Select(header => (header.Scope, header.Name, header.Version, header.HoldMillis))
            .ShouldBe([("group", "g", -1L, 15_000L), ("group", "g", 7L, 15_000L), ("group", "g", 7L, 15_000L)]);
    }

    [Fact]
    public async Task WatchAsync_BrokerRestarted_SignalsTheLowerVersion()
    {
        await using var signals = Watch();
        await NextAsync(signals, version: 7);

        (await NextAsync(signals, version: 1)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task WatchAsync_BrokerFails_AsksAgainAfterAPause()
    {
        _cluster.Remoting.On(BrokerA, RequestCode.AwaitChange, _ => RemotingCommand.Answer(ResponseCode.SystemError, "starting"));
        await using var signals = Watch();
        var next = signals.MoveNextAsync().AsTask();

        // The pause of broker-a and the search for further brokers.
        await _cluster.Clock.WaitForTimersAsync(2);
        _cluster.Remoting.On(BrokerA, RequestCode.AwaitChange, _ => Version(3));
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
        signals.Current.Version.ShouldBe(3);
    }

    [Fact]
    public async Task WatchAsync_BrokerCannotSignal_SignalsOnceASecond()
    {
        _cluster.Remoting.On(
            BrokerA, RequestCode.AwaitChange, _ => RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, "unknown"));
        await using var signals = Watch();
        (await signals.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        signals.Current.Source.ShouldBe("poll 1 s");

        var next = signals.MoveNextAsync().AsTask();
        await _cluster.Clock.WaitForTimersAsync(2);
        next.IsCompleted.ShouldBeFalse();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task WatchAsync_NoBrokerCanSignal_OneSignalASecondForAllAndNoQuestionMore()
    {
        _cluster.OnBoth(RequestCode.AwaitChange, (_, _) => RemotingCommand.Answer(ResponseCode.RequestCodeNotSupported, "unknown"));
        await using var signals = Watch();
        (await signals.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();

        var next = signals.MoveNextAsync().AsTask();
        await _cluster.Clock.WaitForTimersAsync(3);
        next.IsCompleted.ShouldBeFalse("the other broker waits for its turn");
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        (await next.WaitAsync(Patience)).ShouldBeTrue();
        next = signals.MoveNextAsync().AsTask();
        await _cluster.Clock.WaitForTimersAsync(3);

        next.IsCompleted.ShouldBeFalse();
        _cluster.Remoting.CallsOf(RequestCode.AwaitChange).Count().ShouldBe(2);
        await _stop.CancelAsync();
        (await next.WaitAsync(Patience)).ShouldBeFalse();
    }

    [Fact]
    public async Task WatchAsync_NameServerDownAtFirst_StartsWhenItIsBack()
    {
        _cluster.Remoting.On(
            NameServerAddress,
            RequestCode.GetBrokerClusterInfo,
            _ => throw new RemotingConnectException(NameServerAddress, "down"));
        await using var signals = Watch();
        var next = signals.MoveNextAsync().AsTask();
        await _cluster.Clock.WaitForTimersAsync(1);

        _cluster.Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: Brokers));
        _versionsOfA.Writer.TryWrite(2);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task WatchAsync_NameServerAnswersUnreadably_StartsWhenItIsReadable()
    {
        _cluster.Remoting.On(
            NameServerAddress,
            RequestCode.GetBrokerClusterInfo,
            _ => RemotingCommand.Success() with { Body = "{\"brokerAddrTable\":7}"u8.ToArray() });
        await using var signals = Watch();
        var next = signals.MoveNextAsync().AsTask();
        await _cluster.Clock.WaitForTimersAsync(1);

        _cluster.Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: Brokers));
        _versionsOfA.Writer.TryWrite(2);
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(500));

        (await next.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task WatchAsync_TokenCancelled_EndsWithoutAnError()
    {
        await using var signals = Watch();
        var next = signals.MoveNextAsync().AsTask();

        await _stop.CancelAsync();

        (await next.WaitAsync(Patience)).ShouldBeFalse();
    }

    private IAsyncEnumerator<ChangeSignal> Watch() =>
        _cluster.Admin.WatchChangesAsync(ChangeScope.OfGroup("g"), _stop.Token).GetAsyncEnumerator();

    private async Task<ChangeSignal> NextAsync(IAsyncEnumerator<ChangeSignal> signals, long version)
    {
        _versionsOfA.Writer.TryWrite(version);
        (await signals.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue($"a signal of version {version} was expected");
        return signals.Current;
    }

    private static RemotingCommand Version(long version) => RemotingCommand.Success(new AwaitChangeResponseHeader { Version = version });
}
