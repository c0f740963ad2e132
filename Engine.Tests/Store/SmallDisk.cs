using System.ComponentModel;
using System.Diagnostics;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

/// <summary>A file system of a few MiB in memory, mounted for one test and gone with it, also when the test fails.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int SmallestBlocksKiB = 1024;

    private readonly TemporaryFolder _place = new();
    private readonly Stack<string> _mounts = new();

    /// <summary>Where the store lies: a second name of the disk, so that it can be taken away and brought back.</summary>
    internal string Path => _place.File("disk");

    /// <summary>Why none can be mounted by this process, found out once; null when it can.</summary>
    internal static string? Missing { get; } = FindRefusal(disk => disk.TryMount(64));

    /// <summary>The same for <see cref="MountBlocks"/>.</summary>
    internal static string? MissingBlocks { get; } = FindRefusal(disk => disk.TryMountBlocks(SmallestBlocksKiB));

    internal string Store => System.IO.Path.Combine(Path, "store");

    private string Image => _place.File("image");

    private string Own => _place.File("own");

    private string Ballast => System.IO.Path.Combine(Own, "ballast");

    public void Dispose()
    {
        while (_mounts.TryPop(out var mount))
            Run("umount", "-l", mount);

        _place.Dispose();
    }

    /// <summary>Mounts it.</summary>
    internal static SmallDisk Mount(int kibibytes) => Mount(disk => disk.TryMount(kibibytes));

    /// <summary>Mounts one that hands blocks out late: ext4 in a file.</summary>
    internal static SmallDisk MountBlocks(int kibibytes) => Mount(disk => disk.TryMountBlocks(kibibytes));

    /// <summary>Takes room away from the store.</summary>
    internal void Load(int kibibytes) => File.WriteAllBytes(Ballast, new byte[kibibytes * 1024]);

    internal void Unload() => File.Delete(Ballast);

    /// <summary>As if the disk were pulled out: the open files go on, their names are gone.</summary>
    internal void TakeAway()
    {
        _mounts.Pop().ShouldBe(Path);
        Run("umount", "-l", Path).ShouldBeNull();
    }

    internal void BringBack() => Mount(Path, "--bind", Own).ShouldBeNull();

    /// <summary>Makes the whole disk read-only or not; no file may be open.</summary>
    internal void Remount(bool readOnly) => Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Own).ShouldBeNull();

    /// <summary>Makes one folder read-only for what is opened from now on. Root ignores permissions, but not this.</summary>
    internal void Lock(string folder)
    {
        Mount(folder, "--bind", folder).ShouldBeNull();
        Run("mount", "-o", "remount,bind,ro", folder).ShouldBeNull();
    }

    internal void Unlock()
    {
        Run("umount", "-l", _mounts.Pop()).ShouldBeNull();
    }

    private static SmallDisk Mount(Func<SmallDisk, string?> tryMount)
    {
        var disk = new SmallDisk();
        if (tryMount(disk) is { } refusal)
        {
            disk.Dispose();
            throw new InvalidOperationException(refusal);
        }

        disk.BringBack();
        return disk;
    }

    private static string? FindRefusal(Func<SmallDisk, string?> tryMount)
    {
        using var disk = new SmallDisk();
        return tryMount(disk) is { } refusal ? $"No small file system can be mounted here: {refusal}" : null;
    }

    private string? TryMount(int kibibytes)
    {
        Directory.CreateDirectory(Own);
        Directory.CreateDirectory(Path);
        return Mount(Own, "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs");
    }

    private string? TryMountBlocks(int kibibytes)
    {
        Directory.CreateDirectory(Own);
        Directory.CreateDirectory(Path);
        using (var image = File.Create(Image))
            image.SetLength(kibibytes * 1024L);

        return Run("mkfs.ext4", "-q", "-m", "0", Image) ?? Mount(Own, "-o", "loop", Image);
    }

    private string? Mount(string target, params string[] what)
    {
        var refusal = Run("mount", [.. what, target]);
        if (refusal is null)
            _mounts.Push(target);

        return refusal;
    }

    // What it complained about, or null.
    private static string? Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
            return "not Linux";

        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)}: {complaint}";
        }
        catch (Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}
