namespace Engine.Tests.Store;

/// <summary>
/// A folder that can be renamed but not emptied then, for every user and on every disk: what is in it has the longest path there may be,
/// and by the longer name one that is too long.
/// </summary>
internal static class LongPath
{
    private const int Longest = 4095;
    private const int LongestName = 255;
    private const string First = "obstacle";

    internal static void FillUp(string folder)
    {
        var path = Path.Combine(folder, First);
        while (Longest - path.Length > 1)
        {
            var left = Longest - path.Length - 1;
            path = Path.Combine(path, new string('x', Math.Min(left > LongestName + 1 ? LongestName - 1 : left, LongestName)));
        }

        Directory.CreateDirectory(path);
    }

    /// <summary>Takes the obstacle out of a folder, so that both can be deleted.</summary>
    internal static void Free(string folder, string root) =>
        Directory.Move(Path.Combine(folder, First), Path.Combine(root, $"{Guid.NewGuid():N}"[..2]));
}
