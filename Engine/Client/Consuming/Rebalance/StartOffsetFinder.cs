using Engine.Client.Consuming.Offsets;
using Engine.Client.Routing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>Finds where to pull a newly assigned queue from: the stored offset, else as configured (E5).</summary>
/// <param name="scope">The consumer.</param>
internal sealed class StartOffsetFinder(ConsumerScope scope)
{
    private static readonly TimeSpan DefaultLookBack = TimeSpan.FromMinutes(30);

    private readonly DateTimeOffset _timestamp = scope.Options.ConsumeTimestamp ?? scope.TimeProvider.GetUtcNow() - DefaultLookBack;

    /// <summary>The offset; a failure to read is a <see cref="ClientException"/>, and the queue is not begun.</summary>
    public async Task<long> FindAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        if (await scope.Offsets.ReadAsync(queue, OffsetSource.Store, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            return stored;
        }

        var start = StartOffsetRule.Of(scope.Options.ConsumeFromWhere, TopicNames.IsRetry(queue.Topic));
        if (start == StartOffset.Zero)
        {
            return 0;
        }

        var target = await scope.Instance.Routes
            .RequireReadableAsync(queue, BrokerTarget.MasterId, cancellationToken)
            .ConfigureAwait(false);
        var api = scope.Instance.Apis.Offsets;
        return await (start == StartOffset.Max
            ? api.GetMaxAsync(target.Address, queue, cancellationToken)
            : api.SearchAsync(target.Address, queue, _timestamp, cancellationToken)).ConfigureAwait(false);
    }
}
