using System.Text;
using System.Threading.Channels;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Broker;

/// <summary>A client that speaks single requests and keeps what it is told.</summary>
internal sealed class BrokerClient : IDispatcher, IAsyncDisposable
{
    internal const string Group = "GroupA";
    internal const string Topic = "TopicA";
    internal const string ProducerGroup = "ProducerA";

    private const int PullFlagsOfPush = 2;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(10);

    private readonly RemotingClient _remoting;
    private readonly Channel<RemotingCommand> _told = Channel.CreateUnbounded<RemotingCommand>();

    internal BrokerClient(ITransport network, TimeProvider clock, string clientId)
    {
        ClientId = clientId;
        _remoting = new RemotingClient(network, this, clock, NullLogger.Instance);
    }

    internal string ClientId { get; }

    /// <summary>What it answers when the broker asks; unless set, nothing.</summary>
    internal Func<RemotingCommand, Task<RemotingCommand?>>? OnAsked { get; set; }

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        _told.Writer.TryWrite(request.Command);
        return OnAsked is { } answer && !request.Command.IsOneWay ? new(answer(request.Command)) : new((RemotingCommand?)null);
    }

    public ValueTask DisposeAsync() => _remoting.DisposeAsync();

    internal void CloseConnections() => _remoting.CloseConnections("the test closed it");

    /// <summary>What the broker told, in order; codes only.</summary>
    internal List<int> TakeTold()
    {
        var codes = new List<int>();
        while (_told.Reader.TryRead(out var command))
            codes.Add(command.Code);

        return codes;
    }

    internal Task<RemotingCommand> NextToldAsync() => Soon.Within(_told.Reader.ReadAsync().AsTask(), $"a request to {ClientId}");

    internal Task<RemotingCommand> CallAsync(int code, ICommandHeader? header = null, ICommandBody? body = null) =>
        CallAsync(RemotingCommand.Request(code, header, body));

    internal Task<RemotingCommand> CallAsync(RemotingCommand request) => Soon.Within(StartAsync(request), $"an answer to {request.Code}");

    internal Task SendOneWayAsync(RemotingCommand request) =>
        _remoting.SendOneWayAsync(BrokerHarness.Address, request.AsOneWay(), CallTimeout, CancellationToken.None);

    /// <summary>Without a limit: for requests that are held.</summary>
    internal Task<RemotingCommand> StartAsync(RemotingCommand request) =>
        _remoting.CallAsync(BrokerHarness.Address, request, CallTimeout, CancellationToken.None);

    internal async Task<RemotingCommand> CallOkAsync(int code, ICommandHeader? header = null, ICommandBody? body = null)
    {
        var answer = await CallAsync(code, header, body);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    internal Task<RemotingCommand> SendAsync(
        string topic = Topic, int queueId = 0, string body = "hello", string? properties = null, string template = "TBW102") =>
        CallAsync(RemotingCommand.Request(RequestCode.SendMessageV2, Send(topic, queueId, properties) with { DefaultTopic = template }) with
        {
            Body = Encoding.UTF8.GetBytes(body),
        });

    internal async Task SendOkAsync(string topic = Topic, int queueId = 0, string? tag = null, int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            var properties = tag is null ? null : PropertyString.With("", MessageProperties.Tags, tag);
            var answer = await SendAsync(topic, queueId, properties: properties);
            answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        }
    }

    internal Task<RemotingCommand> HeartbeatAsync(string group = Group, string topic = Topic, string tags = "*", long version = 1) =>
        HeartbeatAsync(Consumer(group, Subscription(topic, tags, version)));

    internal async Task<RemotingCommand> HeartbeatAsync(params ConsumerData[] consumers)
    {
        var answer = await BeatAsync(consumers);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    /// <summary>A heartbeat that may be refused.</summary>
    internal Task<RemotingCommand> BeatAsync(params ConsumerData[] consumers) =>
        CallAsync(RequestCode.HeartBeat, body: new HeartbeatBody
        {
            ClientID = ClientId,
            ConsumerDataSet = consumers,
            ProducerDataSet = [new ProducerData { GroupName = "CLIENT_INNER_PRODUCER" }],
        });

    /// <summary>A heartbeat of a producer alone.</summary>
    internal Task<RemotingCommand> ProduceAsync(string group = ProducerGroup) =>
        CallOkAsync(RequestCode.HeartBeat, body: new HeartbeatBody
        {
            ClientID = ClientId,
            ConsumerDataSet = [],
            ProducerDataSet = [new ProducerData { GroupName = group }],
        });

    internal Task<RemotingCommand> PullAsync(PullMessageHeader header) =>
        StartAsync(RemotingCommand.Request(RequestCode.PullMessage, header));

    internal Task<RemotingCommand> CommitAsync(long offset, int queueId = 0, string group = Group, string topic = Topic) =>
        CallAsync(RequestCode.UpdateConsumerOffset, new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = group,
            Topic = topic,
            QueueId = queueId,
            CommitOffset = offset,
        });

    internal Task<RemotingCommand> QueryAsync(int queueId = 0, string group = Group, string topic = Topic) =>
        CallAsync(
            RequestCode.QueryConsumerOffset,
            new QueryConsumerOffsetHeader { ConsumerGroup = group, Topic = topic, QueueId = queueId });

    internal Task<RemotingCommand> ResetAsync(long offset, int queueId = 0, string group = Group, string topic = Topic) =>
        CallAsync(RequestCode.InvokeBrokerToResetOffset, new ResetOffsetHeader
        {
            Topic = topic,
            Group = group,
            Timestamp = -1,
            IsForce = true,
            QueueId = queueId,
            Offset = offset,
        });

    internal Task<RemotingCommand> SendBackAsync(long offset, int delayLevel = 0, int? maxReconsumeTimes = 16, string group = Group) =>
        CallAsync(RequestCode.ConsumerSendMsgBack, new ConsumerSendMsgBackHeader
        {
            Offset = offset,
            Group = group,
            DelayLevel = delayLevel,
            MaxReconsumeTimes = maxReconsumeTimes,
        });

    internal Task CreateTopicAsync(string topic = Topic, int queues = 4, int perm = 6) =>
        CallOkAsync(RequestCode.UpdateAndCreateTopic, new CreateTopicHeader
        {
            Topic = topic,
            ReadQueueNums = queues,
            WriteQueueNums = queues,
            Perm = perm,
        });

    internal static SendMessageHeader Send(string topic = Topic, int queueId = 0, string? properties = null) => new()
    {
        ProducerGroup = ProducerGroup,
        Topic = topic,
        DefaultTopic = TopicNames.AutoCreateTemplate,
        DefaultTopicQueueNums = 4,
        QueueId = queueId,
        SysFlag = 0,
        BornTimestamp = 1,
        Flag = 0,
        Properties = properties,
    };

    internal static PullMessageHeader Pull(long offset = 0, int queueId = 0) => new()
    {
        ConsumerGroup = Group,
        Topic = Topic,
        QueueId = queueId,
        QueueOffset = offset,
        MaxMsgNums = 32,
        SysFlag = PullFlagsOfPush,
        CommitOffset = 0,
        SuspendTimeoutMillis = 15_000,
        SubVersion = 1,
        ExpressionType = "TAG",
    };

    internal static ConsumerData Consumer(string group, params SubscriptionData[] subscriptions) => new()
    {
        GroupName = group,
        ConsumeType = ConsumeType.Passively,
        MessageModel = MessageModel.Clustering,
        ConsumeFromWhere = ConsumeFromWhere.LastOffset,
        SubscriptionDataSet = subscriptions,
    };

    internal static SubscriptionData Subscription(string topic = Topic, string tags = "*", long version = 1) =>
        Engine.Protocol.Filters.TagExpression.Parse(topic, tags)! with { SubVersion = version };
}
