using System.Diagnostics.Metrics;
using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Engine.Tests.Remoting.Inbound;

[Trait("Behaviour", "B1")]
public sealed class RequestDispatcherTests
{
    private const int Code = 34;
    private static readonly HandlerLane Lane = new("tests", 2, 10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly FakeTimeProvider Clock = new();

    private readonly IConnection _connection = Substitute.For<IConnection>();

    [Fact]
    public async Task DispatchAsync_UnknownCode_IsNotSupported()
    {
        var answer = await AnswerOf(request => Answer.Now(RemotingCommand.Success()), Request(4711, opaque: 9));

        answer.ShouldSatisfyAllConditions(
            () => answer.Code.ShouldBe(ResponseCode.RequestCodeNotSupported),
            () => answer.Remark.ShouldBe(" request type 4711 not supported"),
            () => answer.Opaque.ShouldBe(9),
            () => answer.IsResponse.ShouldBeTrue());
    }

    [Fact]
    public async Task DispatchAsync_Answered_CarriesTheOpaqueAndTheAnswerFlag()
    {
        var answer = await AnswerOf(_ => Answer.Now(RemotingCommand.Request(ResponseCode.PullNotFound)), Request(Code, opaque: 77));

        answer.Code.ShouldBe(ResponseCode.PullNotFound);
        answer.Opaque.ShouldBe(77);
        answer.IsResponse.ShouldBeTrue();
    }

    [Fact]
    public async Task DispatchAsync_HandlerThrows_IsASystemErrorThatNamesIt()
    {
        var answer = await AnswerOf(_ => throw new InvalidOperationException("the disk is full"), Request(Code, opaque: 3));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldBe("InvalidOperationException: the disk is full");
        answer.Opaque.ShouldBe(3);
    }

    [Fact]
    public async Task DispatchAsync_FieldMissing_IsASystemErrorWithTheMessageOnly()
    {
        var answer = await AnswerOf(_ => throw new CommandFieldException("request 34: the field 'x' is missing"), Request(Code));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldBe("request 34: the field 'x' is missing");
    }

    [Fact]
    public async Task DispatchAsync_LaterAnswerFails_IsASystemError()
    {
        var answer = await AnswerOf(
            _ => Answer.Later(Task.FromException<RemotingCommand>(new TimeoutException("held too long"))), Request(Code, opaque: 5));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldBe("TimeoutException: held too long");
        answer.Opaque.ShouldBe(5);
    }

    [Fact]
    public async Task DispatchAsync_HandlerGivesNoAnswer_IsASystemError()
    {
        var answer = await AnswerOf(_ => Answer.None, Request(Code));

        answer.Code.ShouldBe(ResponseCode.SystemError);
    }

    [Theory]
    [InlineData(Code)]
    [InlineData(4711)]
    public async Task DispatchAsync_OneWay_GivesNoAnswerWhateverHappens(int code)
    {
        var dispatcher = Dispatcher(Lane, new ScriptedHandler(_ => throw new InvalidOperationException("no")));

        var answer = await dispatcher.DispatchAsync(new InboundRequest(Request(code).AsOneWay(), _connection), CancellationToken.None);

        answer.ShouldBeNull();
    }

    [Fact]
    public void DispatchAsync_HandlerCompletesAtOnce_CompletesOnTheCallingThread()
    {
        var dispatcher = Dispatcher(Lane, new ScriptedHandler(_ => Answer.Now(RemotingCommand.Success())));

        var answering = dispatcher.DispatchAsync(new InboundRequest(Request(Code), _connection), CancellationToken.None);

        answering.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task DispatchAsync_LaneFull_IsBusyAndTheWaitingKeepTheirOrder()
    {
        var begun = new List<int>();
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<Answer>()).ToArray();
        var began = Enumerable.Range(0, 3)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
        var handler = new ScriptedHandler((request, _) =>
        {
            begun.Add(request.Command.Opaque);
            began[request.Command.Opaque].SetResult();
            return new ValueTask<Answer>(gates[request.Command.Opaque].Task);
        });
        var dispatcher = Dispatcher(new HandlerLane("narrow", 1, 2), handler);

        var calls = Enumerable.Range(0, 4).Select(opaque => Dispatch(dispatcher, Request(Code, opaque))).ToArray();

        var busy = await calls[3].WaitAsync(Patience);
        busy.Code.ShouldBe(ResponseCode.SystemBusy);
        busy.Remark.ShouldBe("[OVERLOAD]system busy, start flow control for a while");
        for (var i = 0; i < 3; i++)
        {
            await began[i].Task.WaitAsync(Patience);
            begun.Count.ShouldBe(i + 1);
            gates[i].SetResult(Answer.Now(RemotingCommand.Success()));
            (await calls[i].WaitAsync(Patience)).Opaque.ShouldBe(i);
        }

        begun.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task DispatchAsync_LanePlacesTaken_RunsNoMoreThanTheParallelism()
    {
        var running = 0;
        var release = new TaskCompletionSource<Answer>();
        var handler = new ScriptedHandler((_, _) =>
        {
            running++;
            return new ValueTask<Answer>(release.Task);
        });
        var dispatcher = Dispatcher(new HandlerLane("two", 2, 1), handler);

        var calls = Enumerable.Range(0, 3).Select(opaque => Dispatch(dispatcher, Request(Code, opaque))).ToArray();

        running.ShouldBe(2);
        release.SetResult(Answer.Now(RemotingCommand.Success()));
        await Task.WhenAll(calls).WaitAsync(Patience);
        running.ShouldBe(3);
    }

    [Fact]
    public async Task DispatchAsync_AnswerLater_FreesThePlace()
    {
        var held = new TaskCompletionSource<RemotingCommand>();
        var handler = new ScriptedHandler(request => request.Command.Opaque == 1
            ? Answer.Later(held.Task)
            : Answer.Now(RemotingCommand.Success()));
        var dispatcher = Dispatcher(new HandlerLane("one", 1, 0), handler);

        var first = Dispatch(dispatcher, Request(Code, 1));
        var second = await Dispatch(dispatcher, Request(Code, 2));

        second.Code.ShouldBe(ResponseCode.Success);
        first.IsCompleted.ShouldBeFalse();
        held.SetResult(RemotingCommand.Answer(ResponseCode.PullNotFound));
        var late = await first.WaitAsync(Patience);
        late.Code.ShouldBe(ResponseCode.PullNotFound);
        late.Opaque.ShouldBe(1);
    }

    [Fact]
    public async Task DispatchAsync_HandlerThrew_FreesThePlace()
    {
        var dispatcher = Dispatcher(new HandlerLane("one", 1, 0), new ScriptedHandler(_ => throw new InvalidOperationException("no")));

        await Dispatch(dispatcher, Request(Code));
        var second = await Dispatch(dispatcher, Request(Code));

        second.Code.ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task DispatchAsync_CancelledWhileWaiting_LeavesTheLine()
    {
        var release = new TaskCompletionSource<Answer>();
        var dispatcher = Dispatcher(new HandlerLane("one", 1, 1), new ScriptedHandler((_, _) => new ValueTask<Answer>(release.Task)));
        using var gone = new CancellationTokenSource();
        var first = Dispatch(dispatcher, Request(Code, 1));
        var waiting = dispatcher.DispatchAsync(new InboundRequest(Request(Code, 2), _connection), gone.Token).AsTask();

        await gone.CancelAsync();

        (await waiting.WaitAsync(Patience))!.Code.ShouldBe(ResponseCode.SystemError);
        var third = Dispatch(dispatcher, Request(Code, 3));
        third.IsCompleted.ShouldBeFalse("the place in the line is free again");
        release.SetResult(Answer.Now(RemotingCommand.Success()));
        (await first.WaitAsync(Patience)).Code.ShouldBe(ResponseCode.Success);
        (await third.WaitAsync(Patience)).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public void Constructor_CodeRegisteredTwice_IsRefused()
    {
        var handler = new ScriptedHandler(_ => Answer.None);

        Should.Throw<ArgumentException>(() => new RequestDispatcher(
                [new(Code, handler, Lane), new(Code, handler, Lane)], NullLogger.Instance, Clock))
            .Message.ShouldContain("34");
    }

    [Fact]
    public void Constructor_LaneWithTwoSizes_IsRefused()
    {
        var handler = new ScriptedHandler(_ => Answer.None);

        Should.Throw<ArgumentException>(() => new RequestDispatcher(
                [new(1, handler, Lane), new(2, handler, Lane with { Capacity = 11 })], NullLogger.Instance, Clock))
            .Message.ShouldContain("tests");
    }

    [Fact]
    public async Task DispatchAsync_Measured_CountsByCodeAndOutcome()
    {
        var seen = new List<(int Code, string Outcome)>();
        using var meter = new EngineMeter();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == RemotingInstruments.RequestDuration)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => seen.Add(((int)tags[0].Value!, (string)tags[1].Value!)));
        listener.Start();
        var dispatcher = new RequestDispatcher(
            [new(Code, new ScriptedHandler(_ => Answer.Now(RemotingCommand.Success())), Lane)], NullLogger.Instance, Clock, meter);

        await Dispatch(dispatcher, Request(Code));
        await Dispatch(dispatcher, Request(4711));

        seen.ShouldBe([(Code, RequestOutcome.Answered), (0, RequestOutcome.NotSupported)]);
    }

    private static RemotingCommand Request(int code, int opaque = 1) => RemotingCommand.Request(code) with { Opaque = opaque };

    private static RequestDispatcher Dispatcher(HandlerLane lane, IRequestHandler handler) =>
        new([new HandlerRegistration(Code, handler, lane)], NullLogger.Instance, Clock);

    private Task<RemotingCommand> AnswerOf(Func<InboundRequest, Answer> script, RemotingCommand request) =>
        Dispatch(Dispatcher(Lane, new ScriptedHandler(script)), request);

    private async Task<RemotingCommand> Dispatch(RequestDispatcher dispatcher, RemotingCommand request) =>
        (await dispatcher.DispatchAsync(new InboundRequest(request, _connection), CancellationToken.None)).ShouldNotBeNull();
}
