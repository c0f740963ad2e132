using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Statistics;

/// <summary>
/// Our own AWAIT_CHANGE (30002): answered when the version of the scope differs from the one seen, or when the hold has passed. Woken
/// by the change, never polled.
/// </summary>
internal sealed class ChangeHandler(ChangeVersions changes, GroupTopics groupTopics, TimeProvider timeProvider) : IRequestHandler
{
    private const long LongestHoldMillis = 15_000;

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<AwaitChangeHeader>();
        return ValueTask.FromResult(WatchOf(header) is { } watch
            ? Wait(watch, header, cancellationToken)
            : Answer.Now(Refusals.SystemError(
                $"scope '{header.Scope}' with name '{header.Name}': expected group or topic with a name, or all")));
    }

    private ChangeWatch? WatchOf(AwaitChangeHeader header) => header switch
    {
        { Scope: "all" } => ChangeWatch.OfAll,
        { Scope: "topic", Name: { Length: > 0 } topic } => ChangeWatch.OfTopic(topic),
        { Scope: "group", Name: { Length: > 0 } group } => ChangeWatch.OfGroup(group, groupTopics.Named(group)),
        _ => null,
    };

    private Answer Wait(ChangeWatch watch, AwaitChangeHeader header, CancellationToken cancellationToken)
    {
        if (changes.VersionOf(watch) != header.Version)
        {
            return Answer.Now(AnswerOf(watch));
        }

        return changes.TryWait(watch) is { } waiter
            ? Answer.Later(HoldAsync(waiter, watch, header, cancellationToken))
            : Answer.Now(RemotingCommand.Answer(
                ResponseCode.SystemBusy, "[OVERLOAD]too many wait for changes, start flow control for a while"));
    }

    private async Task<RemotingCommand> HoldAsync(
        ChangeWaiter waiter, ChangeWatch watch, AwaitChangeHeader header, CancellationToken cancellationToken)
    {
        using (waiter)
        {
            if (changes.VersionOf(watch) == header.Version)
            {
                var hold = TimeSpan.FromMilliseconds(Math.Clamp(header.HoldMillis, 0, LongestHoldMillis));
                using var closed = cancellationToken.UnsafeRegister(static state => ((ChangeWaiter)state!).Wake(), waiter);
                using var timer = timeProvider.CreateTimer(
                    static state => ((ChangeWaiter)state!).Wake(), waiter, hold, Timeout.InfiniteTimeSpan);
                await waiter.Woken.ConfigureAwait(false);
            }
        }

        return AnswerOf(watch);
    }

    private RemotingCommand AnswerOf(ChangeWatch watch) =>
        RemotingCommand.Success(new AwaitChangeResponseHeader { Version = changes.VersionOf(watch) });
}
