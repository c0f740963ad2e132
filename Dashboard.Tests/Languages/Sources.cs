namespace Dashboard.Tests.Languages;

/// <summary>The Dashboard's source files as they lie on disk.</summary>
internal static class Sources
{
    private static readonly string Root = FindRoot();

    /// <summary>All files below a folder of the repository whose names end so, by path from there.</summary>
    internal static IEnumerable<(string Path, string Text)> Below(string folder, string ending) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), $"*{ending}", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        orderby relative
        select (relative, File.ReadAllText(path).ReplaceLineEndings("\n"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Console.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Console.sln.");
        }

        return folder.FullName;
    }
}
