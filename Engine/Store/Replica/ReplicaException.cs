namespace Engine.Store.Replica;

/// <summary>What another log's bytes say cannot be taken over; nothing of them was stored. The message is a sentence.</summary>
internal sealed class ReplicaException : IOException
{
    internal ReplicaException(string message)
        : base(message)
    {
    }

    internal static ReplicaException NoRoom(long offset, long bytes, long fileEnd) => new(
        $"The master's record of {bytes} bytes at log offset {offset} does not fit into this broker's log file, which ends at {fileEnd}:"
        + " the files of the two logs have different sizes (mappedFileSizeCommitLog). Give this broker the master's size and an empty"
        + " store.");

    internal static ReplicaException OtherFileEnd(long offset, long masterEnd, long fileEnd) => new(
        $"The master's log file that holds offset {offset} ends at {masterEnd}, this broker's at {fileEnd}: the files of the two logs have"
        + " different sizes (mappedFileSizeCommitLog). Give this broker the master's size and an empty store.");
}
