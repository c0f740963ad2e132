namespace Engine.Tests.Architecture;

/// <summary>The source files as they lie on disk, found from the running test upwards by <c>Console.sln</c>.</summary>
internal static class Repository
{
    internal static IReadOnlyList<string> Projects { get; } =
        ["Engine", "Engine.Benchmarks", "Engine.Tests", "Dashboard", "Dashboard.Tests"];

    /// <summary>Read once; the tests of a run all look at the same files.</summary>
    internal static Lazy<IReadOnlyList<SourceFile>> Files { get; } = new(Read);

    private static IReadOnlyList<SourceFile> Read()
    {
        var root = FindRoot();
        return [.. Projects.SelectMany(project => ReadProject(root, project))];
    }

    private static IEnumerable<SourceFile> ReadProject(string root, string project) =>
        from path in Directory.EnumerateFiles(Path.Combine(root, project), "*", SearchOption.AllDirectories)
        where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)
        let relative = Path.GetRelativePath(root, path).Replace('\\', '/')
        where !IsBuildOutput(relative)
        orderby relative
        select new SourceFile(relative, File.ReadAllText(path).ReplaceLineEndings("\n"));

    private static bool IsBuildOutput(string relative) =>
        relative.Split('/')[1] is "bin" or "obj";

    /// <summary>The folder that holds <c>Console.sln</c>.</summary>
    internal static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Console.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Console.sln.");
    }
}
