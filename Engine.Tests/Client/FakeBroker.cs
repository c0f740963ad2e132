using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;

namespace Engine.Tests.Client;

/// <summary>
/// As much of a broker as a client can see: queues, held pulls, offsets, members. Each part can be scripted otherwise through
/// <see cref="Node"/>.
/// </summary>
internal sealed class FakeBroker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Topic, int QueueId), List<byte[]>> _queues = [];
    private readonly Dictionary<(string Topic, int QueueId), long> _offsets = [];
    private readonly Dictionary<MessageQueue, string> _locks = [];
    private readonly Dictionary<string, IConnection> _clients = [];
    private readonly List<(PullMessageHeader Pull, TaskCompletionSource<RemotingCommand> Answer)> _held = [];

    internal FakeBroker(string name, string address)
    {
        Name = name;
        Node = new ScriptedNode(address);
        Node.On(RequestCode.HeartBeat, Heartbeat);
        Node.On(RequestCode.UnregisterClient, Unregister);
        Node.On(RequestCode.GetConsumerListByGroup, Members);
        Node.On(RequestCode.QueryConsumerOffset, QueryOffset);
        Node.On(RequestCode.UpdateConsumerOffset, UpdateOffset);
        Node.On(RequestCode.GetMaxOffset, MaxOffset);
        Node.On(RequestCode.SendMessageV2, Store);
        Node.On(RequestCode.LockBatchMq, Lock);
        Node.On(RequestCode.UnlockBatchMq, Unlock);
        Node.OnHeld(RequestCode.PullMessage, Pull);
    }

    internal string Name { get; }

    internal string Address => Node.Address;

    internal ScriptedNode Node { get; }

    /// <summary>Further members of every group.</summary>
    internal List<string> OtherMembers { get; } = [];

    internal void Append(string topic, int queueId, string? tag = null, string body = "body", string? retryTopic = null)
    {
        List<(PullMessageHeader Pull, TaskCompletionSource<RemotingCommand> Answer)> woken;
        lock (_lock)
        {
            var queue = QueueOf(topic, queueId);
            queue.Add(Records.Of(topic, queueId, queue.Count, tag, body, retryTopic));
            woken = [.. _held.Where(held => held.Pull.Topic == topic && held.Pull.QueueId == queueId)];
            _held.RemoveAll(woken.Contains);
        }

        foreach (var (pull, answer) in woken)
            answer.SetResult(Evaluate(pull)!);
    }

    internal void AppendMany(string topic, int queueId, int count)
    {
        for (var i = 0; i < count; i++)
            Append(topic, queueId);
    }

    internal long? OffsetOf(string topic, int queueId)
    {
        lock (_lock)
            return _offsets.TryGetValue((topic, queueId), out var offset) ? offset : null;
    }

    internal void SetOffset(string topic, int queueId, long offset)
    {
        lock (_lock)
            _offsets[(topic, queueId)] = offset;
    }

    /// <summary>The client that holds the lock of a queue; setting another one, or null, takes it away.</summary>
    internal string? this[MessageQueue queue]
    {
        get
        {
            lock (_lock)
                return _locks.GetValueOrDefault(queue);
        }

        set
        {
            lock (_lock)
            {
                _locks.Remove(queue);
                if (value is not null)
                    _locks[queue] = value;
            }
        }
    }

    /// <summary>Sends a one-way request to every client that sent a heartbeat.</summary>
    internal Task TellAllAsync(int code, ICommandHeader header, ICommandBody? body = null) =>
        TellAllAsync(RemotingCommand.Request(code, header, body));

    internal async Task TellAllAsync(RemotingCommand request)
    {
        IConnection[] connections;
        lock (_lock)
            connections = [.. _clients.Values];

        foreach (var connection in connections)
            await connection.SendOneWayAsync(request, CancellationToken.None);
    }

    /// <summary>Asks every client that sent a heartbeat.</summary>
    internal async Task<IReadOnlyList<RemotingCommand>> AskAllAsync(RemotingCommand request)
    {
        IConnection[] connections;
        lock (_lock)
            connections = [.. _clients.Values];

        return await Task.WhenAll(
            connections.Select(connection => connection.CallAsync(request, TimeSpan.FromSeconds(20), CancellationToken.None)));
    }

    /// <summary>Asks the one client that sent a heartbeat.</summary>
    internal Task<RemotingCommand> AskAsync(RemotingCommand question)
    {
        IConnection connection;
        lock (_lock)
            connection = _clients.Values.Single();

        return connection.CallAsync(question, TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    /// <summary>Closes the connection of every client that sent a heartbeat.</summary>
    internal void CloseConnections()
    {
        IConnection[] connections;
        lock (_lock)
            connections = [.. _clients.Values];

        foreach (var connection in connections)
            connection.Close("the test closed it");
    }

    internal static RemotingCommand PullAnswer(int code, long next, long min = 0, long max = 0, long suggested = 0) =>
        RemotingCommand.Answer(code) with
        {
            Header = new PullMessageResponseHeader
            {
                SuggestWhichBrokerId = suggested,
                NextBeginOffset = next,
                MinOffset = min,
                MaxOffset = max,
            },
        };

    private RemotingCommand Heartbeat(InboundRequest request)
    {
        var body = request.Command.ReadBody<HeartbeatBody>();
        lock (_lock)
            _clients[body.ClientID] = request.Connection;

        return RemotingCommand.Success();
    }

    private RemotingCommand Unregister(InboundRequest request)
    {
        lock (_lock)
            _clients.Remove(request.Command.ReadHeader<UnregisterClientHeader>().ClientId);

        return RemotingCommand.Success();
    }

    private RemotingCommand Members(InboundRequest request)
    {
        lock (_lock)
        {
            return _clients.Count + OtherMembers.Count == 0
                ? RemotingCommand.Answer(ResponseCode.SystemError, "no consumer for this group")
                : RemotingCommand.Success(body: new ConsumerListBody { ConsumerIdList = [.. _clients.Keys, .. OtherMembers] });
        }
    }

    private RemotingCommand QueryOffset(InboundRequest request)
    {
        var header = request.Command.ReadHeader<QueryConsumerOffsetHeader>();
        return OffsetOf(header.Topic, header.QueueId) is { } offset
            ? RemotingCommand.Success(new OffsetResponseHeader { Offset = offset })
            : RemotingCommand.Answer(ResponseCode.QueryNotFound, "Not found");
    }

    private RemotingCommand UpdateOffset(InboundRequest request)
    {
        var header = request.Command.ReadHeader<UpdateConsumerOffsetHeader>();
        SetOffset(header.Topic, header.QueueId, header.CommitOffset);
        return RemotingCommand.Success();
    }

    private RemotingCommand MaxOffset(InboundRequest request)
    {
        var header = request.Command.ReadHeader<QueueHeader>();
        lock (_lock)
            return RemotingCommand.Success(new OffsetResponseHeader { Offset = QueueOf(header.Topic, header.QueueId).Count });
    }

    private RemotingCommand Store(InboundRequest request)
    {
        var header = request.Command.ReadHeader<SendMessageHeader>();
        Append(header.Topic, header.QueueId);
        lock (_lock)
        {
            var offset = QueueOf(header.Topic, header.QueueId).Count - 1;
            return RemotingCommand.Success(
                new SendMessageResponseHeader { MsgId = $"{Name}-{offset}", QueueId = header.QueueId, QueueOffset = offset });
        }
    }

    private RemotingCommand Lock(InboundRequest request)
    {
        var body = request.Command.ReadBody<LockBatchBody>();
        lock (_lock)
        {
            MessageQueue[] granted = [.. body.MqSet.Where(queue => _locks.GetValueOrDefault(queue, body.ClientId) == body.ClientId)];
            foreach (var queue in granted)
                _locks[queue] = body.ClientId;

            return RemotingCommand.Success(body: new LockedQueuesBody { LockOkMqSet = granted });
        }
    }

    private RemotingCommand Unlock(InboundRequest request)
    {
        var body = request.Command.ReadBody<LockBatchBody>();
        lock (_lock)
        {
            foreach (var queue in body.MqSet.Where(queue => _locks.GetValueOrDefault(queue) == body.ClientId))
                _locks.Remove(queue);
        }

        return RemotingCommand.Success();
    }

    private ValueTask<RemotingCommand> Pull(InboundRequest request)
    {
        var header = request.Command.ReadHeader<PullMessageHeader>();
        if (Evaluate(header) is { } answer)
            return ValueTask.FromResult(answer);

        TaskCompletionSource<RemotingCommand> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _held.Add((header, held));

        return new(held.Task);
    }

    /// <summary>Null when the pull is to be held.</summary>
    private RemotingCommand? Evaluate(PullMessageHeader pull)
    {
        lock (_lock)
        {
            var queue = QueueOf(pull.Topic, pull.QueueId);
            if (pull.QueueOffset == queue.Count)
                return null;
            if (pull.QueueOffset > queue.Count)
                return PullAnswer(ResponseCode.PullOffsetMoved, queue.Count, 0, queue.Count);

            var found = queue.Skip((int)pull.QueueOffset).Take(pull.MaxMsgNums).ToArray();
            return PullAnswer(ResponseCode.Success, pull.QueueOffset + found.Length, 0, queue.Count) with
            {
                Body = found.SelectMany(record => record).ToArray(),
            };
        }
    }

    private List<byte[]> QueueOf(string topic, int queueId)
    {
        if (!_queues.TryGetValue((topic, queueId), out var queue))
            _queues[(topic, queueId)] = queue = [];

        return queue;
    }
}
