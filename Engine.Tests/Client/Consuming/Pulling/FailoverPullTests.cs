using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>Broker-a with a master of its own and node B as its slave: pulls when the master is not there.</summary>
[Trait("Behaviour", "G3")]
public sealed class FailoverPullTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    /// <summary>Timers of a consumer's duties.</summary>
    private const int Duties = 5;

    private readonly RecordingListener _listener = new();

    private FakeCluster _cluster = null!;
    private IAsyncDisposable _master = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _master = await _cluster.ListenAsync(Master);
        Route(new Dictionary<long, string> { [0] = Master.Address, [1] = _cluster.B.Address });
        Forward(Master);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private ScriptedNode Master { get; } = new("127.0.0.1:10901");

    [Fact]
    public async Task G3_MasterDies_TheNextPullGoesToTheSlaveWithinASecond_AndTheRouteIsAskedForAtOnce()
    {
        await _cluster.StartConsumerAsync(_listener);
        await Master.NextAsync(RequestCode.PullMessage);
        await PullWaitsAsync();
        var asked = RouteQuestions();

        await _master.DisposeAsync();

        await Eventually.TrueAsync(() => RouteQuestions() > asked, "the route to be asked for");
        _cluster.B.Node.Came(RequestCode.PullMessage).ShouldBeEmpty();
        await PullAtSlaveAsync();
    }

    [Fact]
    public async Task G3_MasterGone_RoutesAreNotAskedForWithEveryPullThatFails()
    {
        Route(new Dictionary<long, string> { [0] = Master.Address });
        await _cluster.StartConsumerAsync(_listener);
        await Master.NextAsync(RequestCode.PullMessage);
        await PullWaitsAsync();
        var asked = RouteQuestions();

        await _master.DisposeAsync();
        for (var second = 0; second < 20; second++)
        {
            await PullWaitsAsync();
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Each round asks for every topic of the client: its own, its retry topic's and the producer's template.
        (RouteQuestions() - asked).ShouldBeLessThanOrEqualTo(6 * 3);
    }

    [Fact]
    public async Task G3_SlaveThatDoesNotKnowTheTopicYet_IsAskedAgain_AndTheProgressStays()
    {
        Route(new Dictionary<long, string> { [1] = _cluster.B.Address });
        _cluster.B.SetOffset(Topic, 0, 3);
        _cluster.B.Node.On(RequestCode.PullMessage, RemotingCommand.Answer(ResponseCode.TopicNotExist, "not yet"));
        var consumer = await _cluster.StartConsumerAsync(_listener);
        await _cluster.B.Node.NextAsync(RequestCode.PullMessage);

        await Eventually.TrueAsync(() => consumer.Statistics.PullFailures == 1, "the pull to fail");
        consumer.AssignedQueues.ShouldContain(new MessageQueue(Topic, "broker-a", 0));
        await PullWaitsAsync();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        var again = (await _cluster.B.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();
        again.QueueOffset.ShouldBe(3);
    }

    [Fact]
    public async Task G3_SlaveOf49ThatDoesNotHaveTheOffset_IsNotAskedWithoutAPause()
    {
        Route(new Dictionary<long, string> { [1] = _cluster.B.Address });
        _cluster.B.SetOffset(Topic, 0, 3);
        _cluster.B.Node.On(RequestCode.PullMessage, FakeBroker.PullAnswer(ResponseCode.PullRetryImmediately, next: 3, max: 1));

        await _cluster.StartConsumerAsync(_listener);
        await _cluster.B.Node.NextAsync(RequestCode.PullMessage);
        await PullWaitsAsync();
        _cluster.B.Node.Came(RequestCode.PullMessage).Count.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        await _cluster.B.Node.NextAsync(RequestCode.PullMessage);
    }

    private void Route(Dictionary<long, string> addresses)
    {
        var route = FakeCluster.RouteOf((_cluster.A, 1));
        _cluster.SetRoute(Topic, route with { BrokerDatas = [route.BrokerDatas[0] with { BrokerAddrs = addresses }] });
    }

    /// <summary>The master holds its pulls, and answers the rest as node A would.</summary>
    private void Forward(ScriptedNode node)
    {
        node.On(RequestCode.GetConsumerListByGroup, request => _cluster.A.Node.DispatchAsync(request, CancellationToken.None).Result!);
        node.On(RequestCode.HeartBeat, request => _cluster.A.Node.DispatchAsync(request, CancellationToken.None).Result!);
        node.On(RequestCode.QueryConsumerOffset, RemotingCommand.Success(new OffsetResponseHeader { Offset = 0 }));
        node.OnHeld(RequestCode.PullMessage, _ => new(new TaskCompletionSource<RemotingCommand>().Task));
    }

    private int RouteQuestions() => _cluster.NameServer.Came(RequestCode.GetRouteInfoByTopic).Count;

    private Task PullAtSlaveAsync()
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        return _cluster.B.Node.NextAsync(RequestCode.PullMessage);
    }

    /// <summary>The pull waits, for its answer or for its next turn: nothing more comes without the clock.</summary>
    private Task PullWaitsAsync() => _cluster.Clock.WaitForTimersAsync(Duties + 1);
}
