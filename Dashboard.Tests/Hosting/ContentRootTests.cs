using Dashboard.Hosting;

namespace Dashboard.Tests.Hosting;

public sealed class ContentRootTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("content-root-");

    [Fact]
    public void Find_PublishedFolderWithWwwroot_IsThatFolder()
    {
        _root.CreateSubdirectory("wwwroot");

        ContentRoot.Find(_root.FullName).ShouldBe(_root.FullName);
    }

    [Fact]
    public void Find_BuildOutputBelowTheSolution_IsTheSolutionsFolder()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "Console.sln"), "");
        var output = _root.CreateSubdirectory("Dashboard/bin/Release");

        ContentRoot.Find(output.FullName).ShouldBe(_root.FullName);
    }

    [Fact]
    public void Find_NeitherWwwrootNorSolution_IsTheFolderItself()
    {
        var lone = _root.CreateSubdirectory("lone");

        ContentRoot.Find(lone.FullName).ShouldBe(lone.FullName);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
