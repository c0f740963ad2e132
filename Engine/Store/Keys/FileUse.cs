namespace Engine.Store.Keys;

/// <summary>Counts who reads a file, so that it is closed or deleted only behind the last one. Safe for concurrent use.</summary>
internal sealed class FileUse
{
    private const int RetiredFlag = int.MinValue;

    private int _state;

    /// <summary>Begins to read; false when the file was retired.</summary>
    internal bool TryEnter()
    {
        for (var state = Volatile.Read(ref _state); state >= 0;)
        {
            var found = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (found == state)
            {
                return true;
            }

            state = found;
        }

        return false;
    }

    /// <summary>Ends reading.</summary>
    /// <returns>Whether this was the last reader of a retired file: the caller closes it.</returns>
    internal bool Leave() => Interlocked.Decrement(ref _state) == RetiredFlag;

    /// <summary>Lets no new reader in.</summary>
    /// <returns>Whether nobody reads: the caller closes it. False too when it was retired before.</returns>
    internal bool Retire() => Interlocked.Or(ref _state, RetiredFlag) == 0;
}
