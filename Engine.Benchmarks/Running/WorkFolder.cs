namespace Engine.Benchmarks.Running;

/// <summary>A folder for a run's data on a real disk, gone at the end. Figures of a file system in memory would say nothing.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];

    private bool _isKept;

    private WorkFolder(string path) => Path = path;

    internal string Path { get; }

    public void Dispose()
    {
        if (!_isKept)
            Delete(Path);
    }

    /// <summary>Makes it below the system's folder for temporary files, or where that lies in memory, below another one.</summary>
    /// <exception cref="IOException">None of them lies on a disk.</exception>
    internal static WorkFolder Create(TextWriter notes)
    {
        string[] places = [System.IO.Path.GetTempPath(), "/var/tmp", AppContext.BaseDirectory];
        var place = places.FirstOrDefault(candidate => Directory.Exists(candidate) && !IsInMemory(candidate))
            ?? throw new IOException($"None of {string.Join(", ", places)} lies on a disk.");
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(place, $"console-benchmark-{Environment.ProcessId}")).FullName;
        var drive = new DriveInfo(folder);
        notes.WriteLine($"data in {folder} ({drive.DriveFormat}, {drive.AvailableFreeSpace >> 30} GiB free)");
        return new WorkFolder(folder);
    }

    /// <summary>The path of something in it.</summary>
    internal string Sub(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Leaves it there, for somebody to look into.</summary>
    internal void Keep() => _isKept = true;

    /// <summary>Removes a part, so that its pages serve the next one.</summary>
    internal void Drop(string name) => Delete(Sub(name));

    internal static bool IsInMemory(string folder) => InMemory.Contains(new DriveInfo(folder).DriveFormat);

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
