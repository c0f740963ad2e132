using System.Collections.Concurrent;
using Engine.Admin;
using Engine.Admin.Members;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Broker;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Members;

/// <summary>What an operator sees of connected clients when brokers or clients leave questions unanswered.</summary>
public sealed class ClientReaderTests
{
    private const int RunningInfo = RequestCode.GetConsumerRunningInfo;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForBrokers = Budget / 2;

    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadMembersAsync_OneBrokerIsSilent_NamesItAndStillAsksTheMembersOfTheOthers()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["one"])]), Progress("broker-b", [Group("g", ["two"])]));
        _cluster.WithSilence(BrokerB, RequestCode.GetQueueProgress).OnBoth(RunningInfo, (_, request) => Answer(request));

        var reading = _cluster.Admin.ReadMembersAsync("g", CancellationToken.None);
        var list = await AfterAsync(ForBrokers, reading);

        list.Problems.ShouldHaveSingleItem().ShouldContain("broker-b did not answer");
        var client = list.Clients.ShouldHaveSingleItem();
        (client.ClientId, Told(client)).ShouldBe(("one", "one"));
        _cluster.Remoting.Calls.Single(call => call.Request.Code == RunningInfo).Timeout
            .ShouldBeGreaterThan(TimeSpan.FromSeconds(1), "what a silent broker took is not all the time there is");
    }

    [Fact]
    public async Task ReadMembersAsync_OneClientIsSilent_SaysWhoAndTheOthersAreTold()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["one", "silent", "two"])]), Progress("broker-b", []));
        SilenceClient("silent");

        var reading = _cluster.Admin.ReadMembersAsync("g", CancellationToken.None);
        var list = await AfterAsync(Budget, reading);

        list.Clients.Select(client => (client.ClientId, Told(client))).ShouldBe([("one", "one"), ("silent", null), ("two", "two")]);
        list.Clients[1].Memberships[0].Problem.ShouldNotBeNull().ShouldStartWith("silent told nothing: broker-a did not answer");
        list.Problems.ShouldBeEmpty("every broker answered");
    }

    [Fact]
    public async Task ReadMembersAsync_ClientAnswersUnreadably_SaysWho()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["one"])]), Progress("broker-b", []));
        _cluster.OnBoth(RunningInfo, (_, _) => RemotingCommand.Success() with { Body = "{\"mqTable\":7}"u8.ToArray() });

        var list = await _cluster.Admin.ReadMembersAsync("g", CancellationToken.None);

        var membership = list.Clients.ShouldHaveSingleItem().Memberships.ShouldHaveSingleItem();
        membership.Running.ShouldBeNull();
        membership.Problem.ShouldNotBeNull().ShouldStartWith("one answered unreadably");
    }

    [Fact]
    public async Task ReadMembersAsync_OnlyASilentBrokerMayKnowTheGroup_IsUnreachableAndNotUnknown()
    {
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.WithSilence(BrokerB, RequestCode.GetQueueProgress);

        var reading = _cluster.Admin.ReadMembersAsync("g", CancellationToken.None);

        var failure = await Should.ThrowAsync<AdminException>(() => AfterAsync(ForBrokers, reading));
        failure.Kind.ShouldBe(AdminErrorKind.Unreachable);
        failure.Message.ShouldContain("broker-b did not answer");
    }

    [Fact]
    public async Task ReadMembersAsync_MoreThan200_ListsAllAndAsksTheFirst200SixteenAtOnce()
    {
        string[] members = [.. Enumerable.Range(0, 203).Select(number => $"client-{number:D3}")];
        _cluster.WithProgress(Progress("broker-a", [Group("g", members)]), Progress("broker-b", []));
        var running = new Asked();
        _cluster.Remoting.On(BrokerA, RunningInfo, (request, _) => running.AnswerAsync(request));

        var reading = _cluster.Admin.ReadMembersAsync("g", CancellationToken.None);
        running.Now.ShouldBe(16);
        running.AnswerAll();
        var list = await reading;

        list.Clients.Select(client => client.ClientId).ShouldBe(members);
        list.Clients.Take(200).ShouldAllBe(client => Told(client) == client.ClientId && client.Memberships[0].Problem == null);
        list.Clients.Skip(200).ShouldAllBe(client => Told(client) == null);
        list.Clients[200].Memberships[0].Problem.ShouldBe("Not asked, as only the first 200 members of a group are.");
        _cluster.Remoting.CallsOf(RunningInfo).Select(Client).ShouldBe(members.Take(200), ignoreOrder: true);
        (running.Most, list.Problems.Count).ShouldBe((16, 0));
    }

    [Fact]
    public async Task ReadClientsAsync_MoreThan200_SaysWhomTheGroupsPageAsks()
    {
        string[] members = [.. Enumerable.Range(0, 201).Select(number => $"client-{number:D3}")];
        _cluster.WithProgress(Progress("broker-a", [Group("g", members)]), Progress("broker-b", []));
        _cluster.OnBoth(RequestCode.GetAllProducerInfo, (_, _) => RemotingCommand.Success(body: Producers("p", "client-000")));
        _cluster.OnBoth(RunningInfo, (_, request) => Answer(request));

        var list = await _cluster.Admin.ReadClientsAsync(CancellationToken.None);

        list.Clients[200].Memberships[0].Problem
            .ShouldBe("Not asked, as only the first 200 members are; its group's page asks the first 200 of the group.");
    }

    [Fact]
    public async Task ReadMemberAsync_OwnProperties_TellWhatHinders()
    {
        MessageQueue free = new("orders", "broker-a", 0), paused = new("orders", "broker-a", 1);
        Tell(
            new()
            {
                ["pause"] = "false",
                ["pausedQueues"] = $"{paused};orders broker-b Q7",
                ["idle.payments"] = "idle: more consumers than queues",
                ["flowControlByCount"] = "3",
                ["flowControlByBytes"] = "2",
                ["flowControlBySpan"] = "1",
                ["pullFailures"] = "4",
            },
            free,
            paused);

        var running = await _cluster.Admin.ReadMemberAsync("g", "one", withStacks: false, CancellationToken.None);

        running.Queues.Select(queue => (queue.Queue, queue.Paused)).ShouldBe([(free, false), (paused, true)]);
        (running.Paused, running.IsPaused).ShouldBe((false, false));
        running.IdleTopics.ShouldBe(new Dictionary<string, string> { ["payments"] = "idle: more consumers than queues" });
        (running.FlowControlByCount, running.FlowControlByBytes, running.FlowControlBySpan, running.PullFailures).ShouldBe((3, 2, 1, 4));
    }

    [Theory]
    [InlineData("true", "", true, true)]
    [InlineData("false", "orders broker-a Q1", true, true)]
    [InlineData("false", "", false, false)]
    [InlineData(null, null, null, false)]
    public async Task ReadMemberAsync_Pauses_AreKnownOfClientsThatSay(string? all, string? queues, bool? queuePaused, bool isPaused)
    {
        var properties = new Dictionary<string, string>();
        if (all is not null)
            (properties["pause"], properties["pausedQueues"]) = (all, queues!);

        Tell(properties, new MessageQueue("orders", "broker-a", 1));

        var running = await _cluster.Admin.ReadMemberAsync("g", "one", withStacks: false, CancellationToken.None);

        (running.Queues[0].Paused, running.IsPaused).ShouldBe((queuePaused, isPaused));
        (running.FlowControlByCount, running.PullFailures, running.IdleTopics.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public async Task ReadClientsAsync_BrokersAreSilentOnTheirProducers_ListsTheConsumersAndNamesThem()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["one"])]), Progress("broker-b", [Group("g", ["two"])]));
        _cluster.OnBoth(RunningInfo, (_, request) => Answer(request));
        _cluster.Remoting.On(BrokerA, RequestCode.GetAllProducerInfo, _ => RemotingCommand.Success(body: Producers("p", "maker")));
        _cluster.WithSilence(BrokerB, RequestCode.GetAllProducerInfo);

        var reading = _cluster.Admin.ReadClientsAsync(CancellationToken.None);
        var list = await AfterAsync(ForBrokers, reading);

        list.Clients.Select(client => (client.ClientId, Told(client))).ShouldBe([("maker", null), ("one", "one"), ("two", "two")]);
        list.Clients[0].ProducerGroups.ShouldBe(["p"]);
        list.Problems.ShouldHaveSingleItem().ShouldContain("broker-b did not answer");
        _cluster.Remoting.Calls.Where(call => call.Request.Code == RunningInfo)
            .ShouldAllBe(call => call.Timeout > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task ReadClientsAsync_BrokerIsSilentOnBoth_IsNamedOnce()
    {
        _cluster.WithProgress(Progress("broker-a", []), Progress("broker-b", []));
        _cluster.OnBoth(RequestCode.GetAllProducerInfo, (_, _) => RemotingCommand.Success(body: Producers("p", "maker")));
        _cluster.WithSilence(BrokerB, RequestCode.GetQueueProgress).WithSilence(BrokerB, RequestCode.GetAllProducerInfo);

        var reading = _cluster.Admin.ReadClientsAsync(CancellationToken.None);
        var list = await AfterAsync(ForBrokers, reading, timers: 2);

        list.Clients.ShouldHaveSingleItem().ClientId.ShouldBe("maker");
        list.Problems.Count(problem => problem.Contains("broker-b", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task ReadMemberAsync_ClientIsSilentOrNobody_SaysWhich()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["silent"])]), Progress("broker-b", []));
        SilenceClient("silent");

        var reading = _cluster.Admin.ReadMemberAsync("g", "silent", withStacks: true, CancellationToken.None);

        var failure = await Should.ThrowAsync<AdminException>(() => AfterAsync(Budget, reading));
        (failure.Kind, failure.Message.StartsWith("silent told nothing: broker-a did not answer", StringComparison.Ordinal))
            .ShouldBe((AdminErrorKind.Unreachable, true), failure.Message);
        _cluster.Remoting.CallsOf(RunningInfo).ShouldHaveSingleItem()
            .ReadHeader<GetConsumerRunningInfoHeader>().JstackEnable.ShouldBeTrue();
        var unknown = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadMemberAsync("g", "nobody", withStacks: false, CancellationToken.None));
        (unknown.Kind, unknown.Field).ShouldBe((AdminErrorKind.ClientNotFound, "clientId"));
    }

    /// <summary>The only member, "one", says this of itself.</summary>
    private void Tell(Dictionary<string, string> properties, params MessageQueue[] queues)
    {
        _cluster.WithProgress(Progress("broker-a", [Group("g", ["one"])]), Progress("broker-b", []));
        _cluster.OnBoth(RunningInfo, (_, _) => RemotingCommand.Success(body: new ConsumerRunningInfoBody
        {
            Properties = properties,
            MqTable = queues.ToDictionary(queue => queue, _ => new ProcessQueueInfo()),
        }));
    }

    private static string Client(RemotingCommand request) => request.ReadHeader<GetConsumerRunningInfoHeader>().ClientId;

    /// <summary>The client's own answer carries its id.</summary>
    private static RemotingCommand Answer(RemotingCommand request) => RemotingCommand.Success(
        body: new ConsumerRunningInfoBody { Properties = new Dictionary<string, string> { ["id"] = Client(request) } });

    /// <summary>What the client said of itself in its one group; null when it said nothing.</summary>
    private static string? Told(ClientView client) => client.Memberships.SingleOrDefault()?.Running?.Settings["id"];

    private static ProducerTableBody Producers(string group, string clientId) => new()
    {
        Data = new Dictionary<string, IReadOnlyList<ProducerInfo>>
        {
            [group] = [new ProducerInfo { ClientId = clientId, RemoteIp = "127.0.0.1:40001", Language = "JAVA", Version = 409 }],
        },
    };

    /// <summary>What the reading comes to once the time that silence has to wait for is over.</summary>
    private async Task<T> AfterAsync<T>(TimeSpan time, Task<T> reading, int timers = 1)
    {
        await _cluster.Clock.WaitForTimersAsync(timers);
        reading.IsCompleted.ShouldBeFalse();
        _cluster.Clock.Advance(time);
        return await Soon.Within(reading, $"an end after {time}");
    }

    private void SilenceClient(string clientId) => _cluster.Remoting.On(
        BrokerA,
        RunningInfo,
        (request, timeout, token) => Client(request) == clientId
            ? ScriptedRemoting.SilenceAsync(BrokerA, request, timeout, _cluster.Clock, token)
            : Task.FromResult(Answer(request)));

    /// <summary>Questions that wait until they are all answered, and how many did at once.</summary>
    private sealed class Asked
    {
        private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
        private readonly Lock _lock = new();
        private bool _answers;

        internal int Now { get; private set; }

        internal int Most { get; private set; }

        internal async Task<RemotingCommand> AnswerAsync(RemotingCommand request)
        {
            TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                Most = Math.Max(Most, ++Now);
                _waiting.Enqueue(answered);
                if (_answers)
                    answered.TrySetResult();
            }

            await answered.Task;
            lock (_lock)
                Now--;

            return Answer(request);
        }

        internal void AnswerAll()
        {
            lock (_lock)
                _answers = true;

            while (_waiting.TryDequeue(out var waiting))
                waiting.TrySetResult();
        }
    }
}
