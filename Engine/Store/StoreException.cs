namespace Engine.Store;

/// <summary>A store cannot be opened; the message names the files.</summary>
internal sealed class StoreException : IOException
{
    internal StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
