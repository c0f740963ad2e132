using System.Text;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>Requests that wait for a reply.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private const string ReplyTopic = "c_REPLY_TOPIC";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly Message Plain = new() { Topic = FakeCluster.Topic, Body = "how much?"u8.ToArray(), Tags = "TagA" };

    private FakeCluster _cluster = null!;
    private Producer _producer = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _cluster.SetRoute(ReplyTopic, (_cluster.A, 1), (_cluster.B, 1));
        _producer = await _cluster.StartProducerAsync(new ProducerOptions { Group = "asking", MaxPendingRequests = 1 });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task RequestAsync_Replied_GetsTheReply()
    {
        var asking = AskAsync();
        var request = await NextRequestAsync();

        var answers = await _cluster.B.AskAllAsync(Push(request[MessageProperties.CorrelationId], "42"));

        answers.ShouldHaveSingleItem().Code.ShouldBe(ResponseCode.Success);
        var reply = await asking.WaitAsync(Patience);
        Encoding.UTF8.GetString(reply.Body.Span).ShouldBe("42");
        (reply.Topic, reply.Property("answered-by")).ShouldBe((ReplyTopic, "someone"));
        reply.BornHost.ToString().ShouldBe("10.0.0.9:40000");
        reply.Property(MessageProperties.ReplyArriveTime).ShouldBe($"{_cluster.Clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        (_producer.Statistics.PendingRequests, _producer.Statistics.LateReplies, _producer.Statistics.UnknownReplies).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task RequestAsync_Sent_SaysWhoAsksAndHowLongItWaits()
    {
        _ = AskAsync();

        var request = await NextRequestAsync();

        request[MessageProperties.ReplyToClient].ShouldBe(_producer.ClientId);
        request[MessageProperties.TimeToLive].ShouldBe("3000");
        request[MessageProperties.CorrelationId].ShouldNotBeNullOrEmpty();
        request[MessageProperties.Tags].ShouldBe("TagA");
    }

    [Fact]
    public async Task RequestAsync_First_TellsEveryBrokerThatMayBringTheReplyOnce()
    {
        _ = AskAsync();
        await NextRequestAsync();

        foreach (var broker in new[] { _cluster.A, _cluster.B })
        {
            var heartbeat = broker.Node.Came(RequestCode.HeartBeat).ShouldHaveSingleItem().ReadBody<HeartbeatBody>();
            heartbeat.ClientID.ShouldBe(_producer.ClientId);
            heartbeat.ProducerDataSet.ShouldHaveSingleItem().GroupName.ShouldBe("asking");
        }

        _cluster.A.Node.CodesCame[..2].ShouldBe([RequestCode.HeartBeat, RequestCode.SendMessageV2]);
        await Should.ThrowAsync<ClientException>(AskAsync);
        _cluster.A.Node.Came(RequestCode.HeartBeat).Count.ShouldBe(1);
    }

    [Fact]
    public async Task RequestAsync_NoReplyInTime_IsCode10006AndALateReplyIsCounted()
    {
        var timers = _cluster.Clock.ArmedTimers;
        var asking = AskAsync();
        var request = await NextRequestAsync();
        await _cluster.Clock.WaitForTimersAsync(timers + 1);
        _cluster.Clock.Advance(Timeout);

        var failure = await Should.ThrowAsync<ClientException>(() => asking.WaitAsync(Patience));

        failure.ResponseCode.ShouldBe(ClientErrorCode.RequestTimeout);
        failure.Message.ShouldContain("no reply came within 3000 ms");
        (await _cluster.B.AskAllAsync(Push(request[MessageProperties.CorrelationId], "42")))[0].Code.ShouldBe(ResponseCode.Success);
        (_producer.Statistics.PendingRequests, _producer.Statistics.LateReplies, _producer.Statistics.UnknownReplies).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task RequestAsync_ReplyToAnother_GoesOnWaiting()
    {
        var asking = AskAsync();
        await NextRequestAsync();

        (await _cluster.B.AskAllAsync(Push("another", "42")))[0].Code.ShouldBe(ResponseCode.Success);
        (await _cluster.B.AskAllAsync(Push(correlationId: null, "42")))[0].Code.ShouldBe(ResponseCode.Success);

        asking.IsCompleted.ShouldBeFalse();
        (_producer.Statistics.PendingRequests, _producer.Statistics.UnknownReplies).ShouldBe((1, 2));
    }

    [Fact]
    public async Task RequestAsync_Refused_FailsAtOnceWithTheCode()
    {
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.SystemError, "no"));

        var failure = await Should.ThrowAsync<ClientException>(AskAsync);

        failure.ResponseCode.ShouldBe(ResponseCode.SystemError);
        _producer.Statistics.PendingRequests.ShouldBe(0);
    }

    [Fact]
    public async Task RequestAsync_ReplyComesThoughTheBrokerDoesNotAnswer_GetsIt()
    {
        TaskCompletionSource<RemotingCommand> never = new();
        _cluster.A.Node.OnHeld(RequestCode.SendMessageV2, _ => new(never.Task));
        var timers = _cluster.Clock.ArmedTimers;
        var asking = AskAsync();
        var request = await NextRequestAsync();
        await _cluster.B.AskAllAsync(Push(request[MessageProperties.CorrelationId], "42"));
        await _cluster.Clock.WaitForTimersAsync(timers + 1);

        _cluster.Clock.Advance(Timeout);

        Encoding.UTF8.GetString((await asking.WaitAsync(Patience)).Body.Span).ShouldBe("42");
    }

    [Fact]
    public async Task RequestAsync_CompressedReply_IsOpened()
    {
        var asking = AskAsync();
        var request = await NextRequestAsync();
        var body = new byte[10_000];
        var push = Push(request[MessageProperties.CorrelationId], "");
        var header = push.ReadHeader<ReplyMessageHeader>() with { SysFlag = BodyCompression.ZlibFlags };

        await _cluster.A.AskAllAsync(push with { Header = header, Body = BodyCompression.Compress(body, 5) });

        (await asking.WaitAsync(Patience)).Body.ToArray().ShouldBe(body);
    }

    [Fact]
    public async Task RequestAsync_MoreThanMayWait_IsRefusedWithSystemBusy()
    {
        _ = AskAsync();
        await NextRequestAsync();

        (await Should.ThrowAsync<ClientException>(AskAsync)).ResponseCode.ShouldBe(ResponseCode.SystemBusy);
    }

    [Fact]
    public async Task RequestAsync_Cancelled_WaitsNoMore()
    {
        using var cancelling = new CancellationTokenSource();
        var asking = _producer.RequestAsync(Plain, Timeout, cancelling.Token);
        await NextRequestAsync();

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
        _producer.Statistics.PendingRequests.ShouldBe(0);
    }

    [Fact]
    public async Task StopAsync_RequestWaits_FailsIt()
    {
        var asking = AskAsync();
        await NextRequestAsync();

        await _producer.StopAsync(CancellationToken.None);

        (await Should.ThrowAsync<ClientException>(() => asking.WaitAsync(Patience))).Message.ShouldContain("was stopped");
    }

    [Fact]
    public async Task RequestAsync_NoTime_IsRefused() =>
        (await Should.ThrowAsync<ArgumentOutOfRangeException>(
            () => _producer.RequestAsync(Plain, TimeSpan.Zero, CancellationToken.None))).ParamName.ShouldBe("timeout");

    private Task<MessageExt> AskAsync() => _producer.RequestAsync(Plain, Timeout, CancellationToken.None);

    private async Task<Dictionary<string, string>> NextRequestAsync()
    {
        var command = await _cluster.A.Node.NextAsync(RequestCode.SendMessageV2);
        return PropertyString.Parse(command.ReadHeader<SendMessageHeader>().Properties);
    }

    private RemotingCommand Push(string? correlationId, string body)
    {
        var properties = new Dictionary<string, string> { ["answered-by"] = "someone" };
        if (correlationId is not null)
            properties[MessageProperties.CorrelationId] = correlationId;

        var header = new ReplyMessageHeader
        {
            ProducerGroup = "replying",
            Topic = ReplyTopic,
            DefaultTopic = "TBW102",
            DefaultTopicQueueNums = 4,
            QueueId = 0,
            SysFlag = 0,
            BornTimestamp = 1,
            Flag = 0,
            Properties = PropertyString.Encode(properties),
            BornHost = "10.0.0.9:40000",
            StoreHost = "10.0.0.1:10911",
            StoreTimestamp = 2,
        };
        return RemotingCommand.Request(RequestCode.PushReplyMessageToClient, header) with { Body = Encoding.UTF8.GetBytes(body) };
    }
}
