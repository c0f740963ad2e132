using System.Diagnostics;
using System.Threading.Channels;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;
using Engine.Tests.Client.Consuming;

namespace Engine.Tests.Client;

/// <summary>The spans of producers and consumers, as somebody who listens gets them.</summary>
public sealed class TracingTests : IAsyncLifetime
{
    private const string Topic = "Traced";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Activity> _ended = Channel.CreateUnbounded<Activity>();
    private readonly ActivityListener _listener;
    private FakeCluster _cluster = null!;

    public TracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineActivities.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // Other tests of this process are heard too.
                if (activity.Recorded && Tag(activity, EngineActivities.Destination) == Topic)
                    _ended.Writer.TryWrite(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.SetRoute(Topic, (_cluster.A, 1));
    }

    public async Task DisposeAsync()
    {
        _listener.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task SendAsync_Listened_IsASpanOfItsCaller()
    {
        var producer = await _cluster.StartProducerAsync();
        using var caller = new Activity("caller").Start();

        var result = await producer.SendAsync(new Message { Topic = Topic, Body = "x"u8.ToArray() }, CancellationToken.None);

        var span = await NextAsync();
        span.DisplayName.ShouldBe("send Traced");
        span.Kind.ShouldBe(ActivityKind.Producer);
        span.ParentSpanId.ShouldBe(caller.SpanId);
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        Tag(span, EngineActivities.System).ShouldBe("rocketmq");
        Tag(span, EngineActivities.Broker).ShouldBe("broker-a");
        Tag(span, EngineActivities.Partition).ShouldBe("0");
        Tag(span, EngineActivities.MessageId).ShouldBe(result.MessageId);
    }

    [Fact]
    public async Task SendAsync_Refused_IsASpanWithTheError()
    {
        _cluster.A.Node.On(RequestCode.SendMessageV2, RemotingCommand.Answer(ResponseCode.MessageIllegal, "no"));
        var producer = await _cluster.StartProducerAsync();

        await Should.ThrowAsync<ClientException>(
            () => producer.SendAsync(new Message { Topic = Topic, Body = "x"u8.ToArray() }, CancellationToken.None));

        var span = await NextAsync();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        Tag(span, EngineActivities.ErrorType).ShouldBe(typeof(ClientException).FullName);
    }

    [Fact]
    public async Task Consume_Listened_HasTracesOfItsOwnForThePullThatFoundMessagesAndForTheCall()
    {
        _cluster.A.Append(Topic, 0);
        var listener = new RecordingListener
        {
            Script = (_, _, _) => ValueTask.FromResult<ConsumeStatus?>(ConsumeStatus.ReconsumeLater),
        };
        using (new Activity("starter").Start())
        {
            await _cluster.StartConsumerAsync(
                listener, options => options with { Subscriptions = new Dictionary<string, string> { [Topic] = "*" } });
        }

        await listener.NextAsync();

        Activity[] spans = [await NextAsync(), await NextAsync()];
        var receive = spans.Single(span => span.DisplayName == "receive Traced");
        var process = spans.Single(span => span.DisplayName == "process Traced");
        receive.ParentId.ShouldBeNull();
        process.ParentId.ShouldBeNull();
        receive.Kind.ShouldBe(ActivityKind.Client);
        process.Kind.ShouldBe(ActivityKind.Consumer);
        Tag(process, EngineActivities.Group).ShouldBe(FakeCluster.Group);
        process.GetTagItem(EngineActivities.BatchCount).ShouldBe(1);
        process.Status.ShouldBe(ActivityStatusCode.Error);
        Tag(process, EngineActivities.ErrorType).ShouldBe("Failed");
    }

    private static string? Tag(Activity activity, string name) => activity.GetTagItem(name) as string;

    private async Task<Activity> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _ended.Reader.ReadAsync(patience.Token);
    }
}
