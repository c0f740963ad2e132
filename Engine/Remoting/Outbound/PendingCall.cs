using Engine.Protocol;

namespace Engine.Remoting.Outbound;

/// <summary>
/// A call that waits for its answer, its time-out, its cancellation or the end of its connection, whichever comes first. The
/// waiting code resumes on the pool, never on the thread that brings the answer.
/// </summary>
internal sealed class PendingCall(PendingCallTable table, int opaque, int code, TimeSpan timeout)
    : TaskCompletionSource<RemotingCommand>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;

    public int Opaque { get; } = opaque;

    public int Code { get; } = code;

    public TimeSpan Timeout { get; } = timeout;

    /// <summary>Arms time-out and cancellation; called once, after the table holds the call.</summary>
    public void Arm(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var never = System.Threading.Timeout.InfiniteTimeSpan;
        var due = Timeout < TimeSpan.Zero && Timeout != never ? TimeSpan.Zero : Timeout;
        _timer = timeProvider.CreateTimer(static state => ((PendingCall)state!).TimeOut(), this, due, never);
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PendingCall)state!).Cancel(token), this);

        // The answer may have come meanwhile: whoever completes the call does so before disarming it, so one of both sees the timer.
        Interlocked.MemoryBarrier();
        if (Task.IsCompleted)
        {
            Disarm();
        }
    }

    public void Disarm()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
    }

    private void TimeOut() => table.Fail(this, new RemotingTimeoutException(table.Address, Code, Timeout));

    private void Cancel(CancellationToken cancellationToken) => table.Cancel(this, cancellationToken);
}
