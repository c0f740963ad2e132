namespace Engine.Tests.Persistence;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder() => Path = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    private TemporaryFolder(string path) => Path = path;

    internal string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>One in memory where the system has that: for tests that open thousands of stores and need no disk behind a flush.</summary>
    internal static TemporaryFolder InMemory() => Directory.Exists("/dev/shm")
        ? new TemporaryFolder(Directory.CreateDirectory($"/dev/shm/engine-tests-{Guid.NewGuid():N}").FullName)
        : new TemporaryFolder();

    internal string File(string name) => System.IO.Path.Combine(Path, name);
}
