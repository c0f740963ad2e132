namespace Engine.Store.Log;

/// <summary>A sender that waits for the disk: its task says whether the message got there.</summary>
/// <param name="end">Log offset that must be on the disk.</param>
/// <param name="began">Timestamp of the wait's begin.</param>
internal sealed class CommitWaiter(long end, long began) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal long End { get; } = end;

    internal long Began { get; } = began;
}
