using Engine.Protocol;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>Makes the result of one queue, whatever the way in which it is set.</summary>
internal static class ResetRows
{
    /// <param name="reset">What is known of the broker.</param>
    /// <param name="target">The queue and where to.</param>
    /// <param name="set">Sets the queue to an offset within its bounds; gives what the table holds then.</param>
    public static async Task<QueueResetResult> RunAsync(
        BrokerReset reset, QueueResetTarget target, Func<MessageQueue, long, Task<long?>> set)
    {
        if (reset.Refusal(target.Queue) is { } refusal)
        {
            return new(target.Queue, null, null, null, refusal);
        }

        var (min, max) = reset.FindBounds(target.Queue)!.Value;
        var before = reset.FindOffset(target.Queue);
        var (offset, clamped) = ResetTargetRule.Clamp(target, min, max);
        try
        {
            return new(target.Queue, before, await set(target.Queue, offset).ConfigureAwait(false), clamped, null);
        }
        catch (AdminException exception)
        {
            return new(target.Queue, before, null, clamped, exception.Message);
        }
        catch (CommandFieldException exception)
        {
            return new(target.Queue, before, null, clamped, $"{reset.Endpoint.Name} answered unreadably: {exception.Message}");
        }
    }
}
