using Engine.Store.Files;
using Microsoft.Win32.SafeHandles;

namespace Engine.Tests.Store;

/// <summary>A disk with a range of one file that cannot be read, as with a bad sector, or that is away but for what is in memory.</summary>
internal sealed class FaultyReads : ISegmentReads
{
    internal const string Message = "Input/output error";

    private string _path = "";
    private (long From, long To) _bad;
    private bool _isAway;

    public int Read(string path, SafeFileHandle handle, Span<byte> target, long at) =>
        path == _path && at < _bad.To && at + target.Length > _bad.From
            ? throw new IOException(Message)
            : RandomAccess.Read(handle, target, at);

    public bool ComesFromDisk(string path, long at)
    {
        var page = at - (at % DiskProbe.PageBytes);
        var isBad = path == _path && page < _bad.To && page + DiskProbe.PageBytes > _bad.From;
        return !_isAway && !isBad && DiskProbe.Reads(path, at);
    }

    /// <summary>From now on only memory answers: reads outside the broken range.</summary>
    internal void TakeAway() => _isAway = true;

    /// <summary>From now on reads that touch the range fail.</summary>
    internal void Break(string path, long from, long to) => (_path, _bad) = (path, (from, to));
}
