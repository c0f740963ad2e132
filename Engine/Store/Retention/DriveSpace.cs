namespace Engine.Store.Retention;

/// <summary>Asks the operating system for the file system that a folder lies on.</summary>
internal sealed class DriveSpace : IDiskSpace
{
    public DiskSpace Measure(string folder)
    {
        // Elsewhere any path names its file system; Windows wants the drive.
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(folder))! : folder);
        try
        {
            return new DiskSpace(drive.TotalSize - drive.TotalFreeSpace, drive.AvailableFreeSpace);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }
}
