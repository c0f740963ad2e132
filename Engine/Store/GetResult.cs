namespace Engine.Store;

/// <summary>The outcome of a read from a queue.</summary>
/// <param name="Status">What was found.</param>
/// <param name="NextBeginOffset">Where to read next.</param>
/// <param name="Min">The queue's minimum offset.</param>
/// <param name="Max">The queue's maximum offset: the next one to be written.</param>
internal sealed record GetResult(GetStatus Status, long NextBeginOffset, long Min, long Max)
{
    /// <summary>The records one after the other, in memory of the caller's own.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public int MessageCount { get; init; }

    public int Bytes => Body.Length;
}
