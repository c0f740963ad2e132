using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>Asks a disk whether it is there, by a page that only the disk can give.</summary>
/// <remarks>
/// <para>
/// A read by an open handle proves nothing: the page may be in memory, as may be the folder's listing, and both answer long after the
/// disk was pulled out. So the file is opened anew with O_DIRECT, which reads past the page cache and writes dirty pages of the range out
/// first. A page of zeros is no proof either: of a hole the file system knows without its disk that there is nothing.
/// </para>
/// <para>
/// It can be fooled where the system has no O_DIRECT (not Linux), where the file system refuses it (then it is memory itself, as older
/// tmpfs, or a FUSE one, and a new handle must do) or takes it and caches all the same (ZFS before 2.3), and by memory behind the system:
/// of a controller, or of a file server.
/// </para>
/// </remarks>
internal static class DiskProbe
{
    internal const int PageBytes = 4096;

    private const int ReadOnlyClosedOnExec = 0x80000;
    private const int Invalid = 22;

    private static readonly int? Direct = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => 0x4000,
        Architecture.Arm64 or Architecture.Arm => 0x10000,
        _ => null,
    };

    /// <summary>Whether the page of a place can be read and holds something.</summary>
    internal static bool Reads(string path, long at)
    {
        try
        {
            return ReadsDirectly(path, at) ?? ReadsByNewHandle(path, at);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // That is the answer.
            return false;
        }
    }

    // Null when the system or the file system cannot.
    private static bool? ReadsDirectly(string path, long at)
    {
        if (Direct is not { } direct)
        {
            return null;
        }

        using var file = new SafeFileHandle(Open(path, direct | ReadOnlyClosedOnExec), ownsHandle: true);
        if (file.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() == Invalid ? null : false;
        }

        try
        {
            return HasContent(file, at);
        }
        catch (IOException refused) when (refused.HResult == Invalid)
        {
            return null;
        }
    }

    private static bool ReadsByNewHandle(string path, long at)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return HasContent(file, at);
    }

    // O_DIRECT asks for whole pages, in the file and in memory.
    private static bool HasContent(SafeFileHandle file, long at)
    {
        var memory = GC.AllocateUninitializedArray<byte>(2 * PageBytes, pinned: true);
        var skew = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) % PageBytes);
        var page = memory.AsSpan((PageBytes - skew) % PageBytes, PageBytes);
        var read = RandomAccess.Read(file, page, at - (at % PageBytes));
        return page[..read].ContainsAnyExcept((byte)0);
    }

    [DllImport(
        "libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
