namespace Engine.Store.Recovery;

/// <summary>Bytes of the log between good records that cannot be read.</summary>
/// <param name="From">Log offset of the first.</param>
/// <param name="To">Where the log can be read again.</param>
internal readonly record struct LostRange(long From, long To)
{
    internal bool Holds(long offset) => offset >= From && offset < To;
}
