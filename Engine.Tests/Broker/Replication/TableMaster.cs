using System.Collections.Concurrent;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;
using Engine.Tests.Client;

namespace Engine.Tests.Broker.Replication;

/// <summary>A master that answers the four questions for its tables as the test says.</summary>
internal sealed class TableMaster : IDispatcher
{
    internal const string Address = "127.0.0.1:10901";

    private static readonly DataVersion FirstVersion = new() { Counter = 7, Timestamp = 1 };

    private readonly ConcurrentQueue<int> _asked = new();

    internal IReadOnlyList<int> Asked => [.. _asked];

    /// <summary>A code that is refused; 0 = none.</summary>
    internal int Refused { get; set; }

    internal DataVersion Version { get; set; } = FirstVersion;

    internal Dictionary<string, TopicConfig> Topics { get; } = new() { [BrokerClient.Topic] = Topic(BrokerClient.Topic) };

    internal Dictionary<string, IReadOnlyDictionary<int, long>> Offsets { get; } = [];

    internal Dictionary<int, long> Delays { get; } = [];

    internal Dictionary<string, SubscriptionGroupConfig> Groups { get; } = [];

    internal static TopicConfig Topic(string name) => new() { TopicName = name, ReadQueueNums = 4, WriteQueueNums = 4 };

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        _asked.Enqueue(request.Command.Code);
        return new(AnswerOf(request.Command.Code) with { Opaque = request.Command.Opaque });
    }

    /// <summary>Ends when so many questions have come.</summary>
    internal Task AskedAsync(int count) => Eventually.TrueAsync(() => _asked.Count >= count, $"{count} questions to the master");

    private RemotingCommand AnswerOf(int code) => code == Refused
        ? RemotingCommand.Answer(ResponseCode.SystemError, "not today")
        : RemotingCommand.Success(body: BodyOf(code));

    private ICommandBody BodyOf(int code) => code switch
    {
        RequestCode.GetAllTopicConfig => new TopicConfigTableBody { DataVersion = Version, TopicConfigTable = Topics.ToDictionary() },
        RequestCode.GetAllConsumerOffset => new ConsumerOffsetBody { OffsetTable = Offsets.ToDictionary() },
        RequestCode.GetAllDelayOffset => new DelayOffsetBody { OffsetTable = Delays.ToDictionary() },
        RequestCode.GetAllSubscriptionGroupConfig =>
            new SubscriptionGroupTableBody { DataVersion = Version, SubscriptionGroupTable = Groups.ToDictionary() },
        _ => throw new InvalidOperationException($"a slave asked its master {code}"),
    };
}
