namespace Engine.Store.Files;

/// <summary>A folder was removed by its name, but the system refuses to give up what is in it.</summary>
internal sealed class FolderLeftException(string folder, Exception fault)
    : IOException($"{folder} is of no use any more but cannot be deleted: {fault.Message}", fault)
{
    internal string Folder { get; } = folder;
}
