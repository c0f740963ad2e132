using Engine.Persistence;

namespace Engine.Store.Files;

/// <summary>The file that is there while a store is open: finding it at start means the last stop was unclean.</summary>
internal sealed class AbortMarker
{
    private readonly string _path;

    internal AbortMarker(string path) => _path = path;

    internal bool Exists => File.Exists(_path);

    internal void Set()
    {
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write);
        FileFlush.ToDisk(file, _path);
    }

    internal void Remove() => File.Delete(_path);
}
