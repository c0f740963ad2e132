using Engine.Persistence;

namespace Engine.Tests.Persistence;

public sealed class FileFlushTests
{
    private const int IoError = 5;
    private const int PermissionDenied = 13;
    private const int Invalid = 22;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int NotSupported = 95;

    [Theory]
    [InlineData(IoError, true)]
    [InlineData(NoSpace, true)]
    [InlineData(ReadOnlyFileSystem, true)]
    [InlineData(Invalid, false)]
    [InlineData(NotSupported, false)]
    public void IsRefusal_ErrorOfAFlush_MeansLostDataUnlessTheFileKnowsNoFlush(int error, bool expected) =>
        FileFlush.IsRefusal(error).ShouldBe(expected);

    [Theory]
    [InlineData(IoError, true)]
    [InlineData(NoSpace, true)]
    [InlineData(ReadOnlyFileSystem, true)]
    [InlineData(Invalid, false)]
    [InlineData(NotSupported, false)]
    [InlineData(PermissionDenied, false)]
    [InlineData(0, false)]
    public void IsRefusal_ErrorOfAFoldersFlush_MeansLostNamesOnlyWhenTheDiskSaysSo(int error, bool expected) =>
        FolderFlush.IsRefusal(error).ShouldBe(expected);

    [Fact]
    public void ToDisk_FolderOrNone_Returns()
    {
        using var folder = new TemporaryFolder();

        FolderFlush.ToDisk(folder.Path);
        FolderFlush.ToDisk(folder.File("nowhere"));
    }

    [Fact]
    public void ToDisk_OrdinaryFile_Returns()
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder.File("x"), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, [1, 2, 3], 0);

        FileFlush.ToDisk(file, "x");
    }

    [Fact]
    public void ToDisk_ClosedFile_IsRefusedAsAnyOtherUse()
    {
        using var folder = new TemporaryFolder();
        var file = File.OpenHandle(folder.File("x"), FileMode.Create, FileAccess.Write);
        file.Dispose();

        Should.Throw<ObjectDisposedException>(() => FileFlush.ToDisk(file, "x"));
    }
}
