namespace Dashboard.Hosting;

/// <summary>
/// Where <c>appsettings.json</c>, <c>wwwroot</c> and the relative data folder are: the published folder, or the repository's root.
/// </summary>
internal static class ContentRoot
{
    private const string WebFolder = "wwwroot";
    private const string SolutionFile = "Console.sln";

    /// <summary>The folder itself when it holds <c>wwwroot</c>, else its nearest parent with the solution, else the folder.</summary>
    internal static string Find(string programFolder)
    {
        if (Directory.Exists(Path.Combine(programFolder, WebFolder)))
            return programFolder;

        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
                return folder.FullName;
        }

        return programFolder;
    }
}
