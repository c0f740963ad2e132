using Dashboard.Configuration;

namespace Dashboard.Hosting;

/// <summary>The data folder, held by one process at a time through its file <c>lock</c>.</summary>
internal sealed class DataFolder : IHostedService, IDisposable
{
    private const string LockFile = "lock";

    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>Makes the folder where needed and holds it until disposed; a <see cref="StartupException"/> says why not.</summary>
    internal static DataFolder Hold(string path)
    {
        var file = Path.Combine(path, LockFile);
        try
        {
            Directory.CreateDirectory(path);
            return new DataFolder(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartupException(
                $"Console:DataFolder: '{path}' may not be written by this user; give another folder or the right to write.");
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new StartupException(
                $"Console:DataFolder: '{path}' is in use by another process; stop that one, or give this one a folder of its own.");
        }
        catch (IOException failure)
        {
            throw new StartupException($"Console:DataFolder: '{path}' cannot be made or opened: {failure.Message}");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _lock.Dispose();
}
