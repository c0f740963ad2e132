using Engine.Admin;
using Engine.Admin.Messages;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Admin;

/// <summary>An admin over a name server and two brokers that answer by a script.</summary>
internal sealed class ScriptedCluster
{
    internal const string NameServerAddress = "127.0.0.1:9876";
    internal const string BrokerA = "127.0.0.1:10911";
    internal const string BrokerB = "127.0.0.1:10921";

    internal ScriptedCluster(SendMessage? send = null)
    {
        Remoting
            .On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: Brokers))
            .On(NameServerAddress, RequestCode.GetRouteInfoByTopic, _ => RemotingCommand.Answer(ResponseCode.TopicNotExist, "no route"))
            .On(NameServerAddress, RequestCode.DeleteTopicInNameServer, _ => RemotingCommand.Success());
        SendMessage sender = send ?? ((message, _) => Task.FromResult(
            new SendResult(SendStatus.SendOk, "id", "offset-id", new MessageQueue(message.Topic, "broker-a", 0), 0)));
        Admin = new ClusterAdmin("embedded", [NameServerAddress], Remoting, sender, Clock, NullLoggerFactory.Instance);
    }

    internal ScriptedRemoting Remoting { get; } = new();

    internal FakeTimeProvider Clock { get; } = new();

    internal ClusterAdmin Admin { get; }

    internal static ClusterInfoBody Brokers { get; } = new()
    {
        BrokerAddrTable = new Dictionary<string, BrokerData>
        {
            ["broker-b"] = Broker("broker-b", BrokerB),
            ["broker-a"] = Broker("broker-a", BrokerA),
        },
        ClusterAddrTable = new Dictionary<string, IReadOnlyList<string>> { ["embedded"] = ["broker-b", "broker-a"] },
    };

    /// <summary>The topic has a route to both brokers.</summary>
    internal ScriptedCluster WithRoute(int queues = 4, int perm = 6)
    {
        Remoting.On(NameServerAddress, RequestCode.GetRouteInfoByTopic, _ => RemotingCommand.Success(body: Route(queues, perm)));
        return this;
    }

    /// <summary>The cluster is known to its name server by these names.</summary>
    internal ScriptedCluster WithNames(params string[] names)
    {
        var body = Brokers with { ClusterAddrTable = names.ToDictionary(name => name, _ => Brokers.ClusterAddrTable["embedded"]) };
        Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: body));
        return this;
    }

    /// <summary>broker-a has slaves; its master is registered or not.</summary>
    internal ScriptedCluster WithSlaves(bool isMasterOnline, params (long Id, string Address)[] slaves)
    {
        var addresses = slaves.ToDictionary(slave => slave.Id, slave => slave.Address);
        if (isMasterOnline)
            addresses[0] = BrokerA;

        var broker = Broker("broker-a", BrokerA) with { BrokerAddrs = addresses };
        var body = Brokers with
        {
            BrokerAddrTable = new Dictionary<string, BrokerData>(Brokers.BrokerAddrTable) { ["broker-a"] = broker },
        };
        Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: body));
        return this;
    }

    /// <summary>Every broker has said goodbye.</summary>
    internal ScriptedCluster WithoutBrokers()
    {
        var body = new ClusterInfoBody
        {
            BrokerAddrTable = new Dictionary<string, BrokerData>(),
            ClusterAddrTable = new Dictionary<string, IReadOnlyList<string>>(),
        };
        Remoting.On(NameServerAddress, RequestCode.GetBrokerClusterInfo, _ => RemotingCommand.Success(body: body));
        return this;
    }

    internal ScriptedCluster WithProgress(QueueProgressBody onA, QueueProgressBody onB) =>
        OnBoth(RequestCode.GetQueueProgress, (broker, _) => RemotingCommand.Success(body: broker == BrokerA ? onA : onB));

    internal ScriptedCluster OnBoth(int code, Func<string, RemotingCommand, RemotingCommand> answer)
    {
        Remoting.On(BrokerA, code, request => answer(BrokerA, request));
        Remoting.On(BrokerB, code, request => answer(BrokerB, request));
        return this;
    }

    /// <summary>The broker takes such requests and never answers.</summary>
    internal ScriptedCluster WithSilence(string broker, int code)
    {
        Remoting.On(
            broker, code, (request, timeout, token) => ScriptedRemoting.SilenceAsync(broker, request, timeout, Clock, token));
        return this;
    }

    internal static TopicRouteBody Route(int queues, int perm) => new()
    {
        QueueDatas =
        [
            new QueueData { BrokerName = "broker-b", ReadQueueNums = queues, WriteQueueNums = queues, Perm = perm },
            new QueueData { BrokerName = "broker-a", ReadQueueNums = queues, WriteQueueNums = queues, Perm = perm },
        ],
        BrokerDatas = [Broker("broker-b", BrokerB), Broker("broker-a", BrokerA)],
    };

    internal static QueueProgressBody Progress(string broker, GroupProgress[] groups, params TopicQueueProgress[] topics) =>
        new() { BrokerName = broker, Groups = groups, Topics = topics };

    internal static GroupProgress Group(string name, string[] members, params QueueProgress[] queues) => new()
    {
        Group = name,
        MessageModel = MessageModel.Clustering,
        ConsumeType = members.Length == 0 ? null : ConsumeType.Passively,
        Members = [.. members.Select(Member)],
        Subscriptions = [],
        Queues = queues,
    };

    internal static QueueProgress Queue(string topic, int id, long min, long max, long? consumer) => new()
    {
        Topic = topic,
        QueueId = id,
        MinOffset = min,
        MaxOffset = max,
        ConsumerOffset = consumer,
    };

    internal static TopicQueueProgress Bounds(string topic, int id, long min, long max) =>
        new() { Topic = topic, QueueId = id, MinOffset = min, MaxOffset = max };

    private static GroupMember Member(string id) =>
        new() { ClientId = id, Address = "127.0.0.1:40000", Language = "DOTNET", Version = 409 };

    private static BrokerData Broker(string name, string address) =>
        new() { Cluster = "embedded", BrokerName = name, BrokerAddrs = new Dictionary<long, string> { [0] = address } };
}
