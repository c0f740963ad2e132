namespace Engine.Broker.Replication;

/// <summary>A sender that waits for a slave: its task says whether one got the message.</summary>
/// <param name="began">Timestamp of the wait's begin.</param>
internal sealed class ReplicaWaiter(long began) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Began { get; } = began;
}
