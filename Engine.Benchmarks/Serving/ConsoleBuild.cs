namespace Engine.Benchmarks.Serving;

/// <summary>Where the Release build of the console lies.</summary>
internal static class ConsoleBuild
{
    internal const string HowTo = "build it first: dotnet build -c Release Dashboard";

    /// <summary>The path of Dashboard.dll; null when it is not built.</summary>
    internal static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Console.sln")))
            folder = folder.Parent;

        var builds = folder is null ? null : new DirectoryInfo(Path.Combine(folder.FullName, "Dashboard", "bin", "Release"));
        return builds is { Exists: true }
            ? builds.EnumerateDirectories("net*").Select(build => Path.Combine(build.FullName, "Dashboard.dll")).FirstOrDefault(File.Exists)
            : null;
    }
}
