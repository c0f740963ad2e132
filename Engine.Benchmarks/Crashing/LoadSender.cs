using Engine.Store;

namespace Engine.Benchmarks.Crashing;

/// <summary>Sends call after call and notes every acknowledgment before it goes on.</summary>
internal sealed class LoadSender(LoadOrder order, int sender, MessageStore store)
{
    // A pause now and then keeps the volume of a round at what can be checked in its time.
    private const int CallsPerPause = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private volatile bool _isStopped;
    private volatile bool _mayBeRefused;

    internal void Stop() => _isStopped = true;

    /// <summary>From now on the store may refuse, because it stops.</summary>
    internal void AllowRefusal() => _mayBeRefused = true;

    /// <summary>Ends when it is stopped, or when the store refuses because it is.</summary>
    /// <exception cref="InvalidOperationException">The store refused for another reason.</exception>
    internal async Task RunAsync()
    {
        using var acks = new AckFile(order.NotesFolder, order.Process, sender);
        for (var number = 0; !_isStopped; number++)
        {
            var call = LoadCall.Of(order.Process, sender, number);
            if (call.IsDeletion)
            {
                acks.Write(new Ack(AckKind.DeletionBegun, number, 0, 0));
                store.DeleteQueues(call.Topic);
                acks.Write(new Ack(AckKind.DeletionDone, number, 0, 0));
                continue;
            }

            var result = await SendAsync(call, new LoadId(order.Process, sender, number, 0)).ConfigureAwait(false);
            if (result.Status == PutStatus.ServiceNotAvailable && _mayBeRefused)
                return;

            if (result.Status != PutStatus.PutOk)
                throw new InvalidOperationException($"Call {number} of sender {sender} was answered {result.Status}: {result.Remark}");

            acks.Write(new Ack(AckKind.Stored, number, result.QueueOffset, result.PhysicalOffset));
            if (number % CallsPerPause == 0)
                await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    private async ValueTask<PutResult> SendAsync(LoadCall call, LoadId first)
    {
        var message = call.IsBatch ? LoadMessage.Template(call) : LoadMessage.Single(call, first);
        var result = call.IsBatch ? store.AppendBatch(message, LoadMessage.Batch(call, first)) : store.Append(message);
        return await store.MakeSafeAsync(result, message, CancellationToken.None).ConfigureAwait(false);
    }
}
