using System.Text;

namespace Engine.Persistence;

/// <summary>
/// One small file that survives a crash at any instant: new content goes to <c>.tmp</c> and is flushed, the previous content is kept as
/// <c>.bak</c>, then <c>.tmp</c> is renamed over the file. Mirrors <c>MixAll#string2File</c> and <c>ConfigManager</c>, with flushes.
/// Calls must not overlap; the owner serialises them.
/// </summary>
internal sealed class CrashSafeFile
{
    private bool _mainIsBad;

    internal CrashSafeFile(string path) => Path = path;

    internal string Path { get; }

    internal string BackupPath => Path + ".bak";

    private string NewPath => Path + ".tmp";

    /// <summary>Replaces the content; creates the folder if need be.</summary>
    /// <exception cref="IOException">
    /// The disk is full or unreadable: the previous content is still there. When it is the folder that the disk refuses, the new content
    /// can be read already and a crash may bring back the previous one.
    /// </exception>
    internal void Write(ReadOnlySpan<byte> content)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        Directory.CreateDirectory(folder);
        WriteFlushed(NewPath, content);

        // A file that was found torn must not take the place of the good backup.
        if (!_mainIsBad && File.Exists(Path))
        {
            CopyFlushed(Path, BackupPath);
        }

        File.Move(NewPath, Path, overwrite: true);
        _mainIsBad = false;
        FolderFlush.ToDisk(folder);
    }

    internal void WriteText(string content) => Write(Encoding.UTF8.GetBytes(content));

    /// <summary>Reads the file, or its backup when the file is missing, empty or refused by the validator.</summary>
    /// <param name="findFault">Says what is wrong with some content, or null when it is good. It must not throw.</param>
    /// <exception cref="UnreadableFileException">There is something, but neither the file nor its backup can be used.</exception>
    internal CrashSafeReadResult Read(Func<ReadOnlyMemory<byte>, string?> findFault)
    {
        var main = TryRead(Path, findFault, out var mainFault);
        if (main is not null)
        {
            return new CrashSafeReadResult(main, CrashSafeSource.Main, null);
        }

        var backup = TryRead(BackupPath, findFault, out var backupFault);
        if (backup is not null)
        {
            _mainIsBad = true;
            return new CrashSafeReadResult(backup, CrashSafeSource.Backup, $"{Path}: {mainFault ?? "is missing"}");
        }

        return mainFault is null && backupFault is null
            ? new CrashSafeReadResult(ReadOnlyMemory<byte>.Empty, CrashSafeSource.None, null)
            : throw new UnreadableFileException(Path, mainFault ?? "is missing", BackupPath, backupFault ?? "is missing");
    }

    // Null content with a null fault: there is no such file.
    private static byte[]? TryRead(string path, Func<ReadOnlyMemory<byte>, string?> findFault, out string? fault)
    {
        fault = null;
        try
        {
            var content = File.ReadAllBytes(path);
            fault = content.Length == 0 ? "is empty" : findFault(content);
            return fault is null ? content : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read ({unreadable.Message})";
            return null;
        }
    }

    private static void CopyFlushed(string source, string target)
    {
        var next = target + ".tmp";
        WriteFlushed(next, File.ReadAllBytes(source));
        File.Move(next, target, overwrite: true);
    }

    private static void WriteFlushed(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
        FileFlush.ToDisk(file, path);
    }
}
