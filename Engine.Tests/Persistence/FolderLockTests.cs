using Engine.Persistence;

namespace Engine.Tests.Persistence;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Acquire_FolderHeld_IsRefusedWithItsName()
    {
        using var held = FolderLock.Acquire(_folder.Path);

        var refused = Should.Throw<DataFolderInUseException>(() => FolderLock.Acquire(_folder.Path));

        refused.Message.ShouldContain(_folder.Path);
    }

    [Fact]
    public void Acquire_AfterRelease_Succeeds()
    {
        FolderLock.Acquire(_folder.Path).Dispose();

        using var again = FolderLock.Acquire(_folder.Path);
    }

    [Fact]
    public void Acquire_PathThatIsAFile_IsAnotherError()
    {
        File.WriteAllText(_folder.File("plain"), "");

        Should.Throw<IOException>(() => FolderLock.Acquire(_folder.File("plain"))).ShouldNotBeOfType<DataFolderInUseException>();
    }
}
