namespace Engine.Tests.Store;

/// <summary>
/// A folder that can be renamed to one with ".deleted" behind it but not emptied then, for every user and on every disk: the path of what
/// is in it is one character too long by that name.
/// </summary>
internal static class LongPath
{
    private const int Longest = 4096 - 8;
    private const int LongestName = 255;
    private const string First = "obstacle";

    internal static void FillUp(string folder)
    {
        var path = Path.Combine(folder, First);
        while (path.Length < Longest)
        {
            // The last name is one character long at least, with the one between them.
            var left = Longest - path.Length - 1;
            path = Path.Combine(path, new string('x', left > LongestName ? Math.Min(LongestName, left - 2) : left));
        }

        Directory.CreateDirectory(path);
    }

    /// <summary>Takes the obstacle out of a folder, so that both can be deleted.</summary>
    internal static void Free(string folder, string root) =>
        Directory.Move(Path.Combine(folder, First), Path.Combine(root, $"{Guid.NewGuid():N}"[..2]));
}
